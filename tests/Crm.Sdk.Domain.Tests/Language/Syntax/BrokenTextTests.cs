using System.Reflection;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class BrokenTextTests
{
    public static TheoryData<string, string, int, int, string> Broken { get; } = new()
    {
        { "metrc a = 1", "CRM1020", 1, 1, "Did you mean 'metric'?" },
        { "Metric a = 1", "CRM1020", 1, 1, "Did you mean 'metric'?" },
        { "a = 1", "CRM1020", 1, 1, "A declaration begins with fact, set, segment, funnel, cohort, attribution, metric, target or calendar." },
        { "metric = 1", "CRM1022", 1, 8, "A name is a letter or underscore, then letters, digits and underscores." },
        { "metric a 1", "CRM1023", 1, 10, "Write it as in: metric revenue = sum(order.net)." },
        { "metric a =", "CRM1040", 1, 11, "Write a literal, a name, a call or an expression in parentheses." },
        { "metric a = 1 +", "CRM1040", 1, 15, "Write a literal, a name, a call or an expression in parentheses." },
        { "metric a = (1 + 2", "CRM1041", 1, 12, "Close it with ')'." },
        { "metric a = (1 2)", "CRM1032", 1, 15, "Write an operator, ',' or ')'." },
        { "metric a = sm(x)", "CRM1043", 1, 12, "Did you mean 'sum'?" },
        { "metric a = foo(x)", "CRM1043", 1, 12, "The functions are abs, avg, bucket, business, conversion, count, distinct, elapsed, firstEntry, if, lastEntry, lifetime, lower, max, median, min, orElse, percentile, round, sum, survival, timeIn." },
        { "metric a = count(*)", "CRM1040", 1, 18, "Write what is counted, as in count(order)." },
        { "metric a = conversion(x.y from 'a')", "CRM1072", 1, 35, "Write for example conversion(deal_stage.stage from 'new' to 'won' through ('new', 'offer', 'won'))." },
        { "metric a@0 = count(x)", "CRM1095", 1, 10, "Write a whole number from 1 to 9999, such as revenue@2." },
        { "metric a = sum(x, y)", "CRM1055", 1, 17, "Only min, max, percentile, survival and lifetime take more." },
        { "metric a = round()", "CRM1040", 1, 18, "Write a literal, a name, a call or an expression in parentheses." },
        { "metric a = a < b < c", "CRM1042", 1, 18, "Compare twice and join with 'and', as in a < b and b < c, or use parentheses." },
        { "metric a = a = not b", "CRM1044", 1, 16, "Put 'not' and its operand in parentheses." },
        { "metric a = a + b where c", "CRM1045", 1, 18, "Put the aggregate and its 'where' in parentheses." },
        { "metric a = count(x where a where b)", "CRM1030", 1, 28, "Join the two conditions with 'and'." },
        { "metric a = sum(each c where x by t where y)", "CRM1030", 1, 31, "Join two conditions with 'and'; keep one time role." },
        { "metric a = percentile(x)", "CRM1048", 1, 24, "Write it after a comma, as in percentile(x, 0.9)." },
        { "metric a = percentile(x, 1.5)", "CRM1048", 1, 26, "Write 0.9 or 90 % for the 90th percentile." },
        { "metric a = percentile(x, 0.12345)", "CRM1048", 1, 26, "Write 0.9 or 90 % for the 90th percentile." },
        { "metric a = percentile(x, y)", "CRM1048", 1, 26, "Write 0.9 or 90 % for the 90th percentile." },
        { "metric a = percentile(x, 0.9, nerest)", "CRM1049", 1, 31, "Did you mean 'nearest'?" },
        { "metric a = each c : x", "CRM1051", 1, 12, "Write sum(each customer : …), for example." },
        { "metric a = min(each c : x, 2)", "CRM1051", 1, 16, "Write 'each' in an aggregate of its own." },
        { "metric a = sum(each c including x)", "CRM1054", 1, 33, "Write 'including empty'." },
        { "metric a = x in 'a'", "CRM1023", 1, 17, "Write the values between parentheses, as in x in ('a', 'b')." },
        { "metric a = x in ()", "CRM1040", 1, 18, "Write a literal, a name, a call or an expression in parentheses." },
        { "metric a = x in (y, 'b')", "CRM1050", 1, 18, "Write numbers, texts, dates, durations, true or false." },
        { "metric a = x is 3", "CRM1054", 1, 17, "Write '=' to compare with a value." },
        { "metric a = x not 3", "CRM1054", 1, 18, "Write 'not in', 'not between', 'not starts', or 'and not'." },
        { "metric a = x between 1 or 2", "CRM1054", 1, 24, "Write 'between' low 'and' high; both ends belong to it." },
        { "metric a = x at noon", "CRM1054", 1, 14, "Write 'at start' or 'at end'; of the period." },
        { "metric a = x = null", "CRM1053", 1, 16, "Write 'x is null' to test for it, or `null` between backticks for a field of that name." },
        { "metric a = x %", "CRM1047", 1, 14, "Write a number such as 5 %, or divide by 100." },
        { "metric a = +x", "CRM1056", 1, 12, "Leave it out." },
        { "metric a = .5", "CRM1040", 1, 12, "Write a digit before the point, as in 0.5." },
        { "metric a = 1.5 days", "CRM1046", 1, 12, "Use a smaller unit, as in 36 hours for a day and a half." },
        { "metric a = 5 dys", "CRM1032", 1, 14, "Did you mean 'days'?" },
        { "metric a = 90days", "CRM1004", 1, 12, "Write digits with at most one point, and a space before a word such as days." },
        { "metric a = 2026-02-30", "CRM1007", 1, 12, "Write year, month and day of a day of the calendar." },
        { "metric a = 1e5", "CRM1004", 1, 12, "Write digits with at most one point, and a space before a word such as days." },
        { "metric a = 123456789012345678901234567890123456789", "CRM1005", 1, 12, "Write fewer digits." },
        { "metric a = 'open", "CRM1003", 1, 12, "Close it with a single quote; a quote inside it is written twice." },
        { "metric a = \"won\"", "CRM1012", 1, 12, "Write '…'; double quotes are for titles." },
        { "metric a = `two words`", "CRM1011", 1, 12, "A name is a letter or underscore, then letters, digits and underscores, at most 128." },
        { "metric a = `open", "CRM1003", 1, 12, "Close the name with another backtick." },
        { "metric a = x == 1", "CRM1010", 1, 14, "Write '='." },
        { "metric a = x <> 1", "CRM1010", 1, 14, "Write '!='." },
        { "metric a = a && !b", "CRM1010", 1, 14, "Write 'and'." },
        { "metric a = x AND y", "CRM1032", 1, 14, "Did you mean 'and'?" },
        { "metric a = x contains 'y'", "CRM1032", 1, 14, "A declaration ends where the next one begins." },
        { "metric a = 1;", "CRM1002", 1, 13, "Take it out; white space is all that separates." },
        { "metric a = “x”", "CRM1002", 1, 12, "Write straight quotes: ' around a text, \" around a title." },
        { "metric a = [x]", "CRM1002", 1, 12, "Write parentheses." },
        { "metric a 'Title' = 1", "CRM1012", 1, 10, "Write \"…\"; single quotes are for texts in expressions." },
        { "metric a \"b\\n\" = 1", "CRM1009", 1, 12, "Write \\\\ for a backslash." },
        { "metric a = 1 unit %", "CRM1033", 1, 19, "Write percent." },
        { "metric a = 1 better higher", "CRM1033", 1, 21, "Write 'up' when more is better, 'down' when less is." },
        { "metric a = 1 minimum -1", "CRM1033", 1, 22, "Write a whole number from 0 to 2,147,483,647." },
        { "metric a = 1 minimum 2 minimum 3", "CRM1030", 1, 24, "Keep one of the two." },
        { "metric a = 1 bettr up", "CRM1032", 1, 14, "Did you mean 'better'?" },
        { "set x deal", "CRM1023", 1, 7, "Write it as in: set won = deal where stage = 'won'." },
        { "set x = deal 5", "CRM1032", 1, 14, "A declaration ends where the next one begins." },
        { "set x.y = deal", "CRM1034", 1, 5, "Only the names of metrics have dots; write an underscore." },
        { "set x = deal by", "CRM1022", 1, 16, "A name is a letter or underscore, then letters, digits and underscores." },
        { "segment s = customer", "CRM1023", 1, 21, "Write 'where' and a condition on the entity." },
        { "segment s = a.b where c", "CRM1034", 1, 13, "Only the names of metrics have dots; write an underscore." },
        { "fact f", "CRM1024", 1, 7, "Write 'event' for what happened, 'entity' for what other facts refer to, 'interval' for a state that lasted, or 'snapshot' for how something stood." },
        { "fact f snapshot key id { }", "CRM1080", 1, 24, "A snapshot says when a row was taken: at day date." },
        { "fact f interval key id { }", "CRM1070", 1, 24, "An interval says from when to when a row lasts: from entered to left." },
        { "fact f interval key deal from entered { }", "CRM1070", 1, 39, "An interval says from when to when a row lasts: from entered to left." },
        { "fact f entity key id { dim stage text default now }", "CRM1071", 1, 39, "Write 'history' and the interval that holds it first, or take it out." },
        { "fact f ledgers key id { }", "CRM1024", 1, 8, "Write 'event' for what happened, 'entity' for what other facts refer to, 'interval' for a state that lasted, or 'snapshot' for how something stood." },
        { "fact f key id { }", "CRM1024", 1, 8, "Write 'event' for what happened, 'entity' for what other facts refer to, 'interval' for a state that lasted, or 'snapshot' for how something stood." },
        { "fact f evnt key id { }", "CRM1024", 1, 8, "Did you mean 'event'?" },
        { "fact f event id { }", "CRM1023", 1, 14, "Write 'key' and the name of the field that identifies a row." },
        { "fact f event key id date { }", "CRM1035", 1, 21, "Write text, int or nothing." },
        { "fact f event key id { dim a }", "CRM1026", 1, 29, "The types are text, bool, int, decimal, money, duration, date, instant." },
        { "fact f event key id { dim a txt }", "CRM1026", 1, 29, "Did you mean 'text'?" },
        { "fact f event key id { dim a String }", "CRM1026", 1, 29, "Did you mean 'text'?" },
        { "fact f event key id { measure a decimal }", "CRM1023", 1, 41, "Write the number of decimal places, as in decimal(2)." },
        { "fact f event key id { measure a decimal(13) }", "CRM1028", 1, 41, "Write a whole number from 0 to 12." },
        { "fact f event key id { measure a money }", "CRM1023", 1, 39, "Write the currency, as in money(EUR)." },
        { "fact f event key id { measure a money(eur) }", "CRM1027", 1, 39, "Did you mean 'EUR'?" },
        { "fact f event key id { measure a money(by ``) }", "CRM1011", 1, 42, "A name is a letter or underscore, then letters, digits and underscores, at most 128." },
        { "fact f event key id { measure a money(EUR, x) }", "CRM1028", 1, 44, "Write a whole number from 0 to 12." },
        { "fact f event key id { time t text }", "CRM1035", 1, 30, "Write 'instant' for a point in time, 'date' for a day." },
        { "fact f event key id { dimm a text }", "CRM1025", 1, 23, "Did you mean 'dim'?" },
        { "fact f event key id { dim a text, dim b text }", "CRM1025", 1, 33, "Take it out; fields are separated by white space." },
        { "fact f event key id { dim a text default }", "CRM1029", 1, 34, "Take it out." },
        { "fact f event key id { dim a int fold }", "CRM1029", 1, 33, "Take it out." },
        { "fact f event key id { time t date default default }", "CRM1030", 1, 43, "Keep one of the two." },
        { "fact f event key id { ref c = x }", "CRM1032", 1, 29, "Take the formula out." },
        { "fact f event key id { measure a int = b where c }", "CRM1045", 1, 41, "Put the condition into a set or into an aggregate." },
        { "fact f event key id { dim a text", "CRM1031", 1, 21, "Close them with '}'." },
        { "order event key id { dim a text }", "CRM1020", 1, 1, "A declaration begins with fact, set, segment, funnel, cohort, attribution, metric, target or calendar." },
        { "metric a = b or or c", "CRM1040", 1, 17, "Write a literal, a name, a call or an expression in parentheses." },
        { "metric a = '\a'", "CRM1008", 1, 12, "Take it out; a text is on one line." },
        { "metric " + new string('n', 129) + " = 1", "CRM1006", 1, 8, "Shorten it." },
        { "metric a = 1\n\n  set b = c where (d\n\nmetric e = 2", "CRM1041", 3, 19, "Close it with ')'." },
        { "fact f event key id {\n  dim a text\n\nmetric b = 1", "CRM1031", 1, 21, "Close them with '}'." },
        { "fact f event key id {\r\n  dim a text\r\n  measre b int\r\n}", "CRM1025", 3, 3, "Did you mean 'measure'?" },
        { "set a =\nmetric b = 1", "CRM1022", 1, 8, "A name is a letter or underscore, then letters, digits and underscores." },
        { "calendar c { mon 09:00-17:00 }", "CRM1060", 1, 12, "Write 'zone' and a name of the time zone database in single quotes, as in: calendar support zone 'Europe/Berlin' { … }." },
        { "calendar c zone UTC { mon 09:00-17:00 }", "CRM1060", 1, 17, "Write 'zone' and a name of the time zone database in single quotes, as in: calendar support zone 'Europe/Berlin' { … }." },
        { "calendar c zone \"UTC\" { mon 09:00-17:00 }", "CRM1012", 1, 17, "Write '…'; double quotes are for titles." },
        { "calendar c zone 'UTC' mon 09:00-17:00 }", "CRM1023", 1, 23, "Write the hours between '{' and '}'." },
        { "calendar c zone 'UTC' { monday 09:00-17:00 }", "CRM1061", 1, 25, "Did you mean 'mon'?" },
        { "calendar c zone 'UTC' { holliday 2026-01-01 mon 09:00-17:00 }", "CRM1061", 1, 25, "Did you mean 'holiday'?" },
        { "calendar c zone 'UTC' { mon, tue 09:00-17:00 }", "CRM1065", 1, 28, "Write them as in: mon tue 09:00-12:30 13:00-17:00. Leave out a day that is closed." },
        { "calendar c zone 'UTC' { mon 09:00-17:00, 18:00-19:00 }", "CRM1061", 1, 40, "Take it out; days and hours are separated by white space." },
        { "calendar c zone 'UTC' { mon 9-17 }", "CRM1062", 1, 29, "Write it as 09:00-12:30; the end of the day is 24:00." },
        { "calendar c zone 'UTC' { mon 09:00 - 25:00 }", "CRM1062", 1, 29, "Write it as 09:00-12:30; the end of the day is 24:00." },
        { "calendar c zone 'UTC' { mon 22:00-06:00 }", "CRM1062", 1, 29, "Hours over midnight are two stretches: up to 24:00, and from 00:00 of the next day." },
        { "calendar c zone 'UTC' { mon 09:00-12:00 12:00-13:00 }", "CRM1063", 1, 41, "Write stretches in the order of time; two that touch are one." },
        { "calendar c zone 'UTC' { mon tue mon 09:00-12:00 }", "CRM1064", 1, 33, "Write all hours of a day behind one mention of it." },
        { "calendar c zone 'UTC' { mon 09:00-12:00 holiday 2026-01-01 holiday 2026-01-01 }", "CRM1064", 1, 68, "Write all hours of a day behind one mention of it." },
        { "calendar c zone 'UTC' { event easter }", "CRM1023", 1, 38, "Write it as in: event easter 2025-04-18 to 2025-04-21, 2026-04-03 to 2026-04-06." },
        { "calendar c zone 'UTC' { event 2025-04-20 }", "CRM1022", 1, 31, "A name is a letter or underscore, then letters, digits and underscores." },
        { "calendar c zone 'UTC' { event easter 2025-04-20 to }", "CRM1023", 1, 52, "Write it as in: event easter 2025-04-18 to 2025-04-21, 2026-04-03 to 2026-04-06." },
        { "calendar c zone 'UTC' { event easter 2025-04-31 }", "CRM1007", 1, 38, "Write year, month and day of a day of the calendar." },
        { "calendar c zone 'UTC' { events easter 2025-04-20 }", "CRM1061", 1, 25, "Did you mean 'event'?" },
        { "calendar c zone 'UTC' { holiday }", "CRM1023", 1, 33, "Write it as in: holiday 2026-01-01." },
        { "calendar c zone 'UTC' { mon 09:00-12:00 holiday 2026-02-30 }", "CRM1007", 1, 49, "Write year, month and day of a day of the calendar." },
        { "calendar c zone 'UTC' { holiday 2026-01-01 }", "CRM1065", 1, 23, "Write the hours of some day, as in: mon tue wed thu fri 09:00-17:00." },
        { "calendar c zone 'UTC' { mon 09:00-12:00\nmetric a = 1", "CRM1031", 1, 23, "Close them with '}'." },
        { "target t revenue period 2027 at least 5", "CRM1090", 1, 10, "Write it as in: target t for revenue period 2027 at least 500000." },
        { "target t for revenue at least 5", "CRM1090", 1, 22, "Write period 2027, from 2027-01-01 until 2027-06-30, or until 2027-12-31 with a baseline." },
        { "target t for revenue in regulars period 2027 at least 5", "CRM1090", 1, 25, "Write in segment regulars." },
        { "target t for revenue period 27 at least 5", "CRM1090", 1, 29, "Write a year, 2026, the name of a period, '2026-Q3', or from 2026-07-01 until 2026-09-30." },
        { "target t for revenue baseline 2026 until 2027 at least 5", "CRM1090", 1, 42, "Write for example until 2027-12-31." },
        { "target t for revenue baseline 2026 until 2027-02-29 at least 5", "CRM1007", 1, 42, "Write year, month and day of a day of the calendar." },
        { "target t for revenue period 2027 500", "CRM1090", 1, 34, "Write at least, at most or between, and a value: at least 85 %." },
        { "target t for revenue period 2027 at least", "CRM1090", 1, 42, "Write a number, such as 85 %, 500000 EUR, relative +5 % or +3 points." },
        { "target t for revenue period 2027 at least +5 %", "CRM1090", 1, 43, "Write relative +5 % for a share of the baseline, +5 points for percentage points, or 5 % for the value." },
        { "target t for revenue period 2027 at least +5", "CRM1090", 1, 43, "Write +5 points, relative +5 %, or 5 for the value." },
        { "target t for revenue period 2027 at least relative 5", "CRM1090", 1, 43, "Write it in percent: relative +5 %." },
        { "target t for revenue period 2027 between 1 and +3 points", "CRM1090", 1, 48, "Write between relative +5 % and +10 %, between +1 points and +3 points, or between 3 % and 4 %." },
        { "target t for revenue period 2027 at least 5 allocate evenly by month", "CRM1090", 1, 54, "Did you mean 'even'?" },
        { "target t for revenue period 2027 at least 5 allocate even", "CRM1090", 1, 58, "Write for example allocate even by month." },
        { "target t for revenue period 2027 at least 5 allocate profile(this year) by month", "CRM1090", 1, 62, "Write profile(last year)." },
        { "target t for revenue calendar fiscal period 2027 at least 5", "CRM1090", 1, 31, "Write gregorian, iso or nrf." },
        { "metric a =\nmetric b = 1", "CRM1040", 1, 11, "Write a literal, a name, a call or an expression in parentheses." },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_text_says_what_is_wrong_where_and_how_to_mend_it(string text, string code, int line, int column, string mend)
    {
        Finding first = CrmParser.Parse(text, "file.crm").Findings[0];

        first.Code.Should().Be(code);
        first.Severity.Should().Be(FindingSeverity.Error);
        (first.Place.Line, first.Place.Column).Should().Be((line, column));
        first.Place.Source.Should().Be("file.crm");
        first.Mend.Should().Be(mend);
    }

    [Fact]
    public void Every_code_about_texts_is_shown_by_a_row_of_the_table()
    {
        // The codes about size have tests of their own.
        string[] elsewhere = ["CRM1001", "CRM1021", "CRM1052", "CRM1099"];
        Type codes = typeof(CrmParser).Assembly.GetType("Crm.Sdk.Language.Syntax.SyntaxFindings", throwOnError: true)!;
        string[] all = [.. codes.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

        all.Should().OnlyHaveUniqueItems().And.OnlyContain(c => c.Length == 7 && c.StartsWith("CRM1", StringComparison.Ordinal));
        all.Where(c => c.StartsWith("CRM10", StringComparison.Ordinal)).Except(elsewhere).Should().BeSubsetOf(Broken.Select(row => (string)row[1]));
    }

    [Fact]
    public void Reading_goes_on_after_a_finding()
    {
        const string Text = """
            fact order evnt key id {
              dim channel txt
              measure net money(eur)
            }
            metric a = sm(order.net) beter up
            metric b = (1 + ) * 2
            set c = order where and
            metric d = 1
            """;

        CrmParser.Parse(Text).Findings.Select(f => (f.Code, f.Place.Line)).Should().Equal(
            ("CRM1024", 1), ("CRM1026", 2), ("CRM1027", 3), ("CRM1043", 5), ("CRM1032", 5), ("CRM1040", 6));
    }

    [Fact]
    public void A_broken_declaration_hides_only_itself()
    {
        Checked<CrmDocument> read = CrmParser.Parse("metric a = ) ) (\n\nmetric b = count(\n\nmetric c = 'x");

        read.Findings.Select(f => f.Place.Line).Should().Equal(1, 3, 5);
    }
}
