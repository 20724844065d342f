using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class ExpressionTests
{
    /// <summary>A text, its canonical form, and its tree.</summary>
    public static TheoryData<string, string, string> Valid { get; } = new()
    {
        { "a or b and not c = 1 + 2 * -x", "a or b and not c = 1 + 2 * -x", """{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"or","right":{"kind":"binary","left":{"kind":"name","name":"b"},"operator":"and","right":{"kind":"not","operand":{"kind":"binary","left":{"kind":"name","name":"c"},"operator":"=","right":{"kind":"binary","left":{"kind":"number","value":"1"},"operator":"+","right":{"kind":"binary","left":{"kind":"number","value":"2"},"operator":"*","right":{"kind":"negate","operand":{"kind":"name","name":"x"}}}}}}}}""" },
        { "a - b - c", "a - b - c", """{"kind":"binary","left":{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"-","right":{"kind":"name","name":"b"}},"operator":"-","right":{"kind":"name","name":"c"}}""" },
        { "a / b * c", "a / b * c", """{"kind":"binary","left":{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"/","right":{"kind":"name","name":"b"}},"operator":"*","right":{"kind":"name","name":"c"}}""" },
        { "(a + b) * c", "(a + b) * c", """{"kind":"binary","left":{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"+","right":{"kind":"name","name":"b"}},"operator":"*","right":{"kind":"name","name":"c"}}""" },
        { "not not a", "not not a", """{"kind":"not","operand":{"kind":"not","operand":{"kind":"name","name":"a"}}}""" },
        { "-5", "-5", """{"kind":"number","value":"-5"}""" },
        { "- 5 %", "-0.05", """{"kind":"number","value":"-0.05"}""" },
        { "--5", "--5", """{"kind":"negate","operand":{"kind":"number","value":"-5"}}""" },
        { "-(5)", "-(5)", """{"kind":"negate","operand":{"kind":"number","value":"5"}}""" },
        { "-5 days", "-5 days", """{"kind":"negate","operand":{"count":5,"kind":"duration","unit":"days"}}""" },
        { "5%", "0.05", """{"kind":"number","value":"0.05"}""" },
        { "1.50", "1.5", """{"kind":"number","value":"1.5"}""" },
        { "x not in ('a', -1, true, 2026-11-21, 2 weeks)", "x not in ('a', -1, true, 2026-11-21, 2 weeks)", """{"kind":"not","operand":{"items":[{"kind":"text","value":"a"},{"kind":"number","value":"-1"},{"kind":"bool","value":true},{"kind":"date","value":"2026-11-21"},{"count":2,"kind":"duration","unit":"weeks"}],"kind":"in","operand":{"kind":"name","name":"x"}}}""" },
        { "x between a + 1 and b and c", "x between a + 1 and b and c", """{"kind":"binary","left":{"high":{"kind":"name","name":"b"},"kind":"between","low":{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"+","right":{"kind":"number","value":"1"}},"operand":{"kind":"name","name":"x"}},"operator":"and","right":{"kind":"name","name":"c"}}""" },
        { "x not between 1 and 2", "x not between 1 and 2", """{"kind":"not","operand":{"high":{"kind":"number","value":"2"},"kind":"between","low":{"kind":"number","value":"1"},"operand":{"kind":"name","name":"x"}}}""" },
        { "x is null or y is not null", "x is null or y is not null", """{"kind":"binary","left":{"kind":"isNull","operand":{"kind":"name","name":"x"}},"operator":"or","right":{"kind":"not","operand":{"kind":"isNull","operand":{"kind":"name","name":"y"}}}}""" },
        { "name starts 'C'", "name starts 'C'", """{"kind":"binary","left":{"kind":"name","name":"name"},"operator":"starts","right":{"kind":"text","value":"C"}}""" },
        { "name not starts 'it''s'", "name not starts 'it''s'", """{"kind":"not","operand":{"kind":"binary","left":{"kind":"name","name":"name"},"operator":"starts","right":{"kind":"text","value":"it's"}}}""" },
        { "stage now", "stage now", """{"at":"now","kind":"reading","operand":{"kind":"name","name":"stage"}}""" },
        { "mrr at end - mrr at start", "mrr at end - mrr at start", """{"kind":"binary","left":{"at":"end","kind":"reading","operand":{"kind":"name","name":"mrr"}},"operator":"-","right":{"at":"start","kind":"reading","operand":{"kind":"name","name":"mrr"}}}""" },
        { "a.b.c then", "a.b.c then", """{"at":"then","kind":"reading","operand":{"kind":"name","name":"a.b.c"}}""" },
        { "2026-11-21", "2026-11-21", """{"kind":"date","value":"2026-11-21"}""" },
        { "2026 - 11 - 21", "2026 - 11 - 21", """{"kind":"binary","left":{"kind":"binary","left":{"kind":"number","value":"2026"},"operator":"-","right":{"kind":"number","value":"11"}},"operator":"-","right":{"kind":"number","value":"21"}}""" },
        { "1 day", "1 day", """{"count":1,"kind":"duration","unit":"days"}""" },
        { "count(order where channel = 'web' by placed)", "count(order where channel = 'web' by placed)", """{"aggregate":"count","by":"placed","kind":"aggregate","operand":{"kind":"name","name":"order"},"where":{"kind":"binary","left":{"kind":"name","name":"channel"},"operator":"=","right":{"kind":"text","value":"web"}}}""" },
        { "sum(a - b where c)", "sum(a - b where c)", """{"aggregate":"sum","kind":"aggregate","operand":{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"-","right":{"kind":"name","name":"b"}},"where":{"kind":"name","name":"c"}}""" },
        { "percentile(x where c, 90 %)", "percentile(x, 0.9 where c)", """{"aggregate":"percentile","kind":"aggregate","operand":{"kind":"name","name":"x"},"share":"0.9","where":{"kind":"name","name":"c"}}""" },
        { "percentile(x, 0.9, nearest where c by d)", "percentile(x, 0.9, nearest where c by d)", """{"aggregate":"percentile","by":"d","kind":"aggregate","method":"nearest","operand":{"kind":"name","name":"x"},"share":"0.9","where":{"kind":"name","name":"c"}}""" },
        { "median(x)", "median(x)", """{"aggregate":"median","kind":"aggregate","operand":{"kind":"name","name":"x"}}""" },
        { "min(x)", "min(x)", """{"aggregate":"min","kind":"aggregate","operand":{"kind":"name","name":"x"}}""" },
        { "min(x, y)", "min(x, y)", """{"arguments":[{"kind":"name","name":"x"},{"kind":"name","name":"y"}],"function":"min","kind":"call"}""" },
        { "max(revenue where a, 0)", "max(revenue where a, 0)", """{"arguments":[{"kind":"filtered","operand":{"kind":"name","name":"revenue"},"where":{"kind":"name","name":"a"}},{"kind":"number","value":"0"}],"function":"max","kind":"call"}""" },
        { "sum(each customer including empty : revenue where n > 0 by t)", "sum(each customer including empty : revenue where n > 0 by t)", """{"aggregate":"sum","by":"t","kind":"aggregate","operand":{"entity":"customer","includingEmpty":true,"kind":"each","value":{"kind":"name","name":"revenue"},"where":{"kind":"binary","left":{"kind":"name","name":"n"},"operator":">","right":{"kind":"number","value":"0"}}}}""" },
        { "percentile(each c : r, 0.5 where n > 0)", "percentile(each c : r where n > 0, 0.5)", """{"aggregate":"percentile","kind":"aggregate","operand":{"entity":"c","kind":"each","value":{"kind":"name","name":"r"},"where":{"kind":"binary","left":{"kind":"name","name":"n"},"operator":">","right":{"kind":"number","value":"0"}}},"share":"0.5"}""" },
        { "revenue where channel = 'web' by placed", "revenue where channel = 'web' by placed", """{"by":"placed","kind":"filtered","operand":{"kind":"name","name":"revenue"},"where":{"kind":"binary","left":{"kind":"name","name":"channel"},"operator":"=","right":{"kind":"text","value":"web"}}}""" },
        { "sum(x) by closed", "sum(x) by closed", """{"by":"closed","kind":"filtered","operand":{"aggregate":"sum","kind":"aggregate","operand":{"kind":"name","name":"x"}}}""" },
        { "round(sum(x) where a, 2)", "round(sum(x) where a, 2)", """{"arguments":[{"kind":"filtered","operand":{"aggregate":"sum","kind":"aggregate","operand":{"kind":"name","name":"x"}},"where":{"kind":"name","name":"a"}},{"kind":"number","value":"2"}],"function":"round","kind":"call"}""" },
        { "(revenue where a) / revenue", "(revenue where a) / revenue", """{"kind":"binary","left":{"kind":"filtered","operand":{"kind":"name","name":"revenue"},"where":{"kind":"name","name":"a"}},"operator":"/","right":{"kind":"name","name":"revenue"}}""" },
        { "if(a = b, 1, orElse(c, 0))", "if(a = b, 1, orElse(c, 0))", """{"arguments":[{"kind":"binary","left":{"kind":"name","name":"a"},"operator":"=","right":{"kind":"name","name":"b"}},{"kind":"number","value":"1"},{"arguments":[{"kind":"name","name":"c"},{"kind":"number","value":"0"}],"function":"orElse","kind":"call"}],"function":"if","kind":"call"}""" },
        { "by = key and now now = `now` and `not`", "`by` = key and now now = now and `not`", """{"kind":"binary","left":{"kind":"binary","left":{"kind":"binary","left":{"kind":"name","name":"by"},"operator":"=","right":{"kind":"name","name":"key"}},"operator":"and","right":{"kind":"binary","left":{"at":"now","kind":"reading","operand":{"kind":"name","name":"now"}},"operator":"=","right":{"kind":"name","name":"now"}}},"operator":"and","right":{"kind":"name","name":"not"}}""" },
        { "not = 1", "`not` = 1", """{"kind":"binary","left":{"kind":"name","name":"not"},"operator":"=","right":{"kind":"number","value":"1"}}""" },
        { "count(each)", "count(`each`)", """{"aggregate":"count","kind":"aggregate","operand":{"kind":"name","name":"each"}}""" },
        { "closed < now", "closed < now", """{"kind":"binary","left":{"kind":"name","name":"closed"},"operator":"<","right":{"kind":"name","name":"now"}}""" },
    };

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_text_gives_the_tree_and_the_tree_its_canonical_text(string text, string canonical, string json)
    {
        Expression read = CrmParser.ParseExpression(text).ThrowIfInvalid();

        CrmJson.Write(read).Should().Be(json);
        CrmPrinter.Print(read).Should().Be(canonical);
        read.Span.Start.Should().BeGreaterThanOrEqualTo(0);
        read.Span.End.Should().BeLessThanOrEqualTo(text.Length);
    }

    [Theory]
    [InlineData("", "CRM1040")]
    [InlineData("a b", "CRM1032")]
    [InlineData("a = b where c", "CRM1045")]
    [InlineData("metric a = 1", "CRM1040")]
    public void What_is_not_one_expression_is_a_finding(string text, string code) =>
        CrmParser.ParseExpression(text).Findings[0].Code.Should().Be(code);
}
