using Crm.Sdk.Objectives;
using Crm.Sdk.Objectives.Sentences;
using Crm.Sdk.Time;
using Crm.Sdk.Validation;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Objectives.Sentences;

/// <summary>Sentences as people write them, read on 2026-11-22.</summary>
public sealed class ObjectiveSentenceTests
{
    private static readonly ObjectiveVocabulary Vocabulary = new()
    {
        Today = new LocalDate(2026, 11, 22),
        Segments = ["key_accounts", "germans", "small_shops"],
        Owners = ["ann", "ben"],
        Metrics =
        [
            new ObjectiveMetric { Name = "customer.retention_rate", Title = "Customers retained", Unit = "percent", MoreIsBetter = true },
            new ObjectiveMetric { Name = "customer.churn_rate", Title = "Customers lost", Unit = "percent", MoreIsBetter = false },
            new ObjectiveMetric { Name = "csat", Title = "Customer satisfaction score", Unit = "count", MoreIsBetter = true },
            new ObjectiveMetric { Name = "revenue.upsell", Title = "Upsell and cross-sell revenue", Unit = "EUR", MoreIsBetter = true, AddsUp = true },
            new ObjectiveMetric { Name = "revenue.total", Title = "Revenue", Unit = "EUR", MoreIsBetter = true, AddsUp = true },
            new ObjectiveMetric { Name = "new_customers", Title = "New customers", Unit = "count", MoreIsBetter = true, AddsUp = true },
            new ObjectiveMetric { Name = "win_rate", Unit = "percent", MoreIsBetter = true },
            new ObjectiveMetric { Name = "service.first_response_time", Title = "First answer", Unit = "hours", MoreIsBetter = false },
            new ObjectiveMetric { Name = "complaints", Unit = "count", MoreIsBetter = false, AddsUp = true },
        ],
    };

    // A row: the sentence; kind, metric, target and what else it may mean; first day and the day after the last, segment, owner, reading, periods;
    // the findings, each with the words that it is about where that is not the whole sentence.
    [Theory]
    [InlineData("Raise retention by 5 % within a year",
        "Retention customer.retention_rate +5 % | +5 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6020 by 5 %; 6023")]
    [InlineData("Increase customer retention rates by X% within the next year.",
        "Retention customer.retention_rate -", "2026-11-22 2027-11-22 - - LastPeriod Month", "6019 by X%; 6025; 6023; 6026 within the next year")]
    [InlineData("Improve customer satisfaction scores by X points within the next six months.",
        "Retention csat -", "2026-11-22 2027-05-22 - - LastPeriod Month", "6019 by X points; 6025; 6023")]
    [InlineData("Increase upsell and cross-sell revenue by X% within the next quarter.",
        "Development revenue.upsell -", "2026-11-22 2027-02-22 - - ToDate Month", "6019 by X%; 6025; 6023; 6026 within the next quarter")]
    [InlineData("Increase customer retention rates by 5% within the next year.",
        "Retention customer.retention_rate +5 % | +5 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6020 by 5%; 6023; 6026 within the next year")]
    [InlineData("Improve customer satisfaction scores by 3 points within the next six months.",
        "Retention csat +3 points", "2026-11-22 2027-05-22 - - LastPeriod Month", "6025; 6023")]
    [InlineData("Increase upsell and cross-sell revenue by 10% within the next quarter.",
        "Development revenue.upsell +10 %", "2026-11-22 2027-02-22 - - ToDate Month", "6025; 6023; 6026 within the next quarter")]
    [InlineData("Raise retention by 3 percentage points for key accounts by 2027-06-30, owned by ann",
        "Retention customer.retention_rate +3 points", "2026-11-22 2027-07-01 key_accounts ann LastPeriod Month", "")]
    [InlineData("Raise retention by 5 % of the baseline among German customers within a year, owner: Ben",
        "Retention customer.retention_rate +5 %", "2026-11-22 2027-11-22 germans ben LastPeriod Month", "")]
    [InlineData("Reduce churn to 4 % by the end of 2027",
        "Retention customer.churn_rate <= 4 %", "2026-11-22 2028-01-01 - - LastPeriod Month", "6025; 6023")]
    [InlineData("Cut complaints by 20 next quarter (owned by ann)",
        "Retention complaints -20 points", "2027-01-01 2027-04-01 - ann ToDate Month", "6023")]
    [InlineData("Lower first response time below 4 hours in 90 days, led by ben",
        "- service.first_response_time <= 4", "2026-11-22 2027-02-20 - ben LastPeriod Month", "6029; 6023")]
    [InlineData("Bring the first response time to 30 minutes within two weeks",
        "- service.first_response_time <= 30", "2026-11-22 2026-12-06 - - LastPeriod Week", "6025; 6029; 6030 to 30 minutes; 6023")]
    [InlineData("Win 200 new customers within a year",
        "Acquisition new_customers >= 200", "2026-11-22 2027-11-22 - - ToDate Month", "6025; 6023")]
    [InlineData("Win at least 1,000 new customers by 31 December 2027, owned by ann",
        "Acquisition new_customers >= 1000", "2026-11-22 2028-01-01 - ann ToDate Month", "6023")]
    [InlineData("Double revenue in the next three years",
        "Development revenue.total +100 %", "2026-11-22 2029-11-22 - - ToDate Month", "6025; 6023")]
    [InlineData("Halve complaints by the end of the year",
        "Retention complaints -50 %", "2026-11-22 2027-01-01 - - ToDate Week", "6025; 6023")]
    [InlineData("Keep the win rate between 20% and 30% during 2027",
        "Acquisition win_rate between 20 % and 30 %", "2027-01-01 2028-01-01 - - LastPeriod Month", "6025; 6023")]
    [InlineData("Raise the win rate from 20 % to 25 % by June 2027",
        "Acquisition win_rate >= 25 %", "2026-11-22 2027-07-01 - - LastPeriod Month", "6025; 6023; 6026 by June 2027")]
    [InlineData("Retain 90 % of customers within the next 12 months",
        "Retention customer.retention_rate >= 90 %", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6023")]
    [InlineData("Within six months, increase revenue for small shops by 5 percent, owned by zoe",
        "Development revenue.total +5 %", "2026-11-22 2027-05-22 small_shops - ToDate Month", "6025 zoe")]
    [InlineData("Raise churn by 2 points within a year",
        "Retention customer.churn_rate +2 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6027 Raise; 6023")]
    [InlineData("Raise retenton by 5 points within a year",
        "Retention customer.retention_rate +5 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6023")]
    [InlineData("Increase customer happiness by 5 % within a year",
        "- - +5 %", "2026-11-22 2027-11-22 - - LastPeriod Month", "6017 customer happiness; 6025; 6029; 6023")]
    [InlineData("Raise retention by 5 %",
        "Retention customer.retention_rate +5 % | +5 points", "- - - - LastPeriod Month", "6021; 6025; 6020 by 5 %; 6023")]
    [InlineData("Raise retention within a year",
        "Retention customer.retention_rate -", "2026-11-22 2027-11-22 - - LastPeriod Month", "6019; 6025; 6023")]
    [InlineData("Retention should be better soon",
        "Retention customer.retention_rate -", "- - - - LastPeriod Month", "6016; 6019; 6021; 6025; 6023")]
    [InlineData("Raise retention by 5 % by 2025-12-31",
        "Retention customer.retention_rate +5 % | +5 points", "- - - - LastPeriod Month", "6022 by 2025-12-31; 6025; 6020 by 5 %; 6023")]
    [InlineData("Raise retention by 0 % within a year",
        "Retention customer.retention_rate -", "2026-11-22 2027-11-22 - - LastPeriod Month", "6019 by 0 %; 6025; 6023")]
    [InlineData("Increase revenue by €50,000 this quarter",
        "Development revenue.total +50000 points", "2026-11-22 2027-01-01 - - ToDate Week", "6025; 6023")]
    [InlineData("Increase revenue to 85 % within a year",
        "Development revenue.total >= 85 %", "2026-11-22 2027-11-22 - - ToDate Month", "6025; 6030 to 85 %; 6023")]
    [InlineData("Raise retention by 5 points within a year for giants",
        "Retention customer.retention_rate +5 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6024 giants")]
    [InlineData("Improve revenue by 5 % in ten days",
        "Development revenue.total +5 %", "2026-11-22 2026-12-02 - - ToDate Day", "6025; 6023")]
    [InlineData("Raise retention by 2 points before 2027-07-01 by calling every customer twice",
        "Retention customer.retention_rate +2 points", "2026-11-22 2027-07-01 - - LastPeriod Month", "6025; 6028 by calling every customer twice; 6023")]
    [InlineData("Increase customer rates by 5 % within a year",
        "- - +5 % | +5 points", "2026-11-22 2027-11-22 - - LastPeriod Month", "6017 customer rates; 6025; 6029; 6020 by 5 %; 6023")]
    [InlineData("Raise retention to 85 within a year",
        "Retention customer.retention_rate >= 85", "2026-11-22 2027-11-22 - - LastPeriod Month", "6025; 6030 to 85; 6023")]
    public void What_a_sentence_says_is_read_and_what_it_leaves_open_is_asked(string sentence, string what, string when, string findings)
    {
        ObjectiveDraft draft = ObjectiveSentence.Parse(sentence, Vocabulary);

        $"{Shown(draft.Kind)} {(draft.Metrics is [var first, ..] ? first : "-")} {Shown(draft.Target)}{(draft.OtherTarget is null ? "" : $" | {draft.OtherTarget}")}".Should().Be(what);
        $"{Shown(draft.From)} {Shown(draft.To)} {Shown(draft.Segment)} {Shown(draft.Owner)} {draft.Reading} {draft.Grain}".Should().Be(when);
        string.Join("; ", draft.Findings.Select(f => Told(sentence, f))).Should().Be(findings);
        (draft.ToPlan() is not null).Should().Be(draft.Kind is not null && draft.Findings.All(f => f.Severity != FindingSeverity.Error));
        draft.Findings.Where(f => !f.Message.EndsWith('.') || f.Mend.Length == 0).Should().BeEmpty("a finding is a sentence, and says what to do");
    }

    private static string Shown(object? part) => part switch
    {
        null => "-",
        LocalDate day => $"{day:uuuu-MM-dd}",
        _ => part.ToString()!,
    };

    private static string Told(string sentence, Finding finding)
    {
        TextSpan span = finding.Place.Span!.Value;
        return finding.Code[3..] + (span.Length == sentence.Length ? "" : $" {sentence.Substring(span.Start, span.Length)}");
    }

    [Fact]
    public void What_is_missing_is_said_with_what_to_do()
    {
        ObjectiveDraft draft = ObjectiveSentence.Parse("Raise retention by 5 % within a year for giants", Vocabulary);

        draft.Findings.Select(f => f.ToString()).Should().Equal(
            "(1,1): warning CRM6025: Nobody answers for it. Add ', owned by' and a name.",
            "(1,17): warning CRM6020: 'by 5 %' is read as a share of the baseline, '+5 %'; it may mean percentage points, '+5 points'. Write 'points' or 'of the baseline' behind it.",
            "(1,42): warning CRM6024: No segment is called 'giants'. Known here: germans, key_accounts, small_shops.");
        draft.ToPlan()!.Target.Should().Be(TargetExpression.Parse("+5 %"));
    }

    [Fact]
    public void Words_that_two_metrics_share_are_asked_about()
    {
        ObjectiveDraft draft = ObjectiveSentence.Parse("Raise retention by 2 points within a year", Vocabulary with
        {
            Metrics = [.. Vocabulary.Metrics, new ObjectiveMetric { Name = "revenue.net_retention", Title = "Revenue retained", Unit = "percent", MoreIsBetter = true }],
        });

        draft.Metrics.Should().BeEquivalentTo("customer.retention_rate", "revenue.net_retention");
        draft.Findings.Single(f => f.Code == "CRM6018").Message.Should().Be("'retention' may be 'customer.retention_rate' or 'revenue.net_retention'.");
    }

    [Fact]
    public void A_sentence_without_gaps_is_a_plan()
    {
        ObjectivePlan plan = ObjectiveSentence.Parse("Raise retention by 3 percentage points for key accounts by 2027-06-30, owned by ann", Vocabulary).ToPlan()!;

        plan.Should().Be(new ObjectivePlan
        {
            Title = "Raise retention by 3 percentage points for key accounts by 2027-06-30, owned by ann", Kind = ObjectiveKind.Retention, Owner = "ann", Segment = "key_accounts",
            Metric = "customer.retention_rate", Reading = ObjectiveReading.LastPeriod, Grain = Grain.Month, Target = TargetExpression.Parse("+3 points"),
            From = new LocalDate(2026, 11, 22), To = new LocalDate(2027, 7, 1),
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void No_sentence_is_a_mistake_of_the_caller(string text) => FluentActions.Invoking(() => ObjectiveSentence.Parse(text, Vocabulary)).Should().Throw<ArgumentException>();

    [FsCheck.Xunit.Property]
    public void Any_text_is_read_and_its_findings_lie_in_it(string? noise, byte at)
    {
        string[] sentences = ["Raise retention by 5 % within a year", "Win 200 new customers by 31 December 2027, owned by ann", "Keep the win rate between 20% and 30% during 2027"];
        string sentence = sentences[at % 3], text = sentence.Insert(at % sentence.Length, noise ?? "");

        ObjectiveSentence.Parse(text, Vocabulary).Findings.Should().OnlyContain(f => f.Place.Span!.Value.Start >= 0 && f.Place.Span.Value.End <= text.Length);
    }
}
