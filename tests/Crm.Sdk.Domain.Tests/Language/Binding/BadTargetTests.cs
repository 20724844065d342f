using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Binding;

public class BadTargetTests
{
    private const string Metrics = """
        metric revenue = sum(order.net) better up
        metric share = count(order where channel = 'web') / count(order) unit percent better up
        metric buyers = distinct(order.customer)
        metric wait = avg(order.took) unit hours better down
        metric nps = 100 * (count(order where qty >= 9) - count(order where qty <= 6)) / count(order) unit points
        metric last = max(order.placed)
        metric tags = count(tag)
        metric both@1 = count(order)
        metric both@2 from 2026-01-01 = count(order where qty > 1)
        segment vips = customer where vip
        segment places = region where name = 'a'
        calendar office zone 'UTC' { mon 09:00-17:00 }

        """;

    private static readonly int Lines = ShopModel.Lines + Metrics.Count(c => c == '\n');

    /// <summary>What a person wrote about a target, where the finding stands, and what it tells them to do.</summary>
    public static TheoryData<string, string, string> BadDefinitions => new()
    {
        { "target t for revenu period 2027 at least 5", "(1,14) CRM2004", "Did you mean 'revenue'?" },
        { "target t for both@3 period 2027 at least 5", "(1,14) CRM2080", "Known here: both@1, both@2." },
        { "target t for order.net period 2027 at least 5", "(1,14) CRM2013", "Write for example sum(order.net)." },
        { "target t for tags period 2027 at least 5", "(1,14) CRM2108", "Declare a time of the fact, or take another metric." },
        { "target t for revenue in segment vip period 2027 at least 5", "(1,33) CRM2100", "Did you mean 'vips'?" },
        { "target t for tags in segment vips period 2027 at least 5", "(1,14) CRM2108 (1,30) CRM2100", "Declare a time of the fact, or take another metric.|Take a segment of what 'tag' refers to, or a metric of rows that refer to customer." },
        { "target t for revenue where chanel = 'web' period 2027 at least 5", "(1,28) CRM2003", "Did you mean 'channel'?" },
        { "target t for revenue per chanel period 2027 at least 5", "(1,26) CRM2031", "Write a dimension of the rows that the metric reads." },
        { "target t for revenue until 2027-12-31 at least 5", "(1,28) CRM2106", "Write period 2027, or from a day until another." },
        { "target t for share period 2027 at least relative +5 %", "(1,32) CRM2101", "Write for example baseline 2026 before the time, or the value itself." },
        { "target t for share period 2027 at least +5 points", "(1,32) CRM2101", "Write for example baseline 2026 before the time, or the value itself." },
        { "target t for revenue baseline 2026 until 2027-12-31 at least +5 points", "(1,53) CRM2102", "Write relative +5 % or the value itself; or say 'unit percent' or 'unit points' of the metric." },
        { "target t for revenue baseline 2026 until 2026-12-31 at least relative +5 %", "(1,42) CRM2106", "Name a later day, or an earlier baseline." },
        { "target t for revenue baseline 2026 period 2026 at least relative +5 %", "(1,43) CRM2106", "Name a later period, or an earlier baseline." },
        { "target t for revenue baseline 2026 until 2027-06-30 at least relative +5 % allocate even by month", "(1,42) CRM2106", "Name a period that lies behind the baseline, or a later last day." },
        { "target t for revenue from 2027-06-30 until 2027-01-01 at least 5", "(1,22) CRM2106", "Exchange the two days." },
        { "target t for revenue calendar nrf period 2027 at least 5", "(1,42) CRM2106", "Write one of its names, such as FY2026, or from a day until another." },
        { "target t for revenue period 2027 at least 5 USD", "(1,43) CRM2103", "Write a number of EUR." },
        { "target t for revenue period 2027 at least 5 %", "(1,43) CRM2103", "Write a number of EUR, or relative +5 % with a baseline." },
        { "target t for revenue period 2027 at least 5 hours", "(1,43) CRM2103", "Write a number of EUR." },
        { "target t for share period 2027 at least 85", "(1,41) CRM2103", "Write 85 %." },
        { "target t for wait period 2027 at most 2 months", "(1,39) CRM2103", "Write a number of hours." },
        { "target t for last period 2027 at most 5", "(1,39) CRM2103", "Take a metric that counts, sums or measures a length of time." },
        { "target t for revenue period 2027 at least 5 of 10", "(1,43) CRM2103", "Write the value alone, or take a metric that divides one count by another." },
        { "target t for share period 2027 at least 5 of 0", "(1,41) CRM2103", "Write a number above 0 behind 'of'." },
        { "target t for share period 2027 between 40 % and 30 %", "(1,32) CRM2107", "Write the smaller value first." },
        { "target t for share baseline 2026 until 2027-12-31 at least relative +0 %", "(1,51) CRM2107", "Say by how much the baseline is to change." },
        { "target t for share period 2027 at least 50 % allocate even by month", "(1,46) CRM2104", "Write allocate repeat, and each period has the same target; or a pair, at least 850 of 1000, both of which are allocated." },
        { "target t for buyers period 2027 at least 50 allocate calendarDays by month", "(1,45) CRM2104", "Write allocate repeat, and each period has the same target; or take a metric that counts or sums what happens in a period." },
        { "target t for revenue period 2027 at least 50 allocate repeat by month", "(1,46) CRM2104", "Write allocate even, calendarDays, businessDays('office') or profile(last year)." },
        { "target t for revenue period 2027 at least 50 allocate businessDays('ofice') by month", "(1,46) CRM2041", "Did you mean 'office'?" },
        { "target t for revenue calendar iso period 2027 at least 50 allocate even by month", "(1,59) CRM2106", "Write one of day, week, year." },
        { "target t for revenue period 2027 at least 5\ntarget t for buyers period 2027 at least 5", "(2,8) CRM2001", "Give one of the two another name." },
    };

    [Theory]
    [MemberData(nameof(BadDefinitions))]
    public void A_bad_target_is_found_where_it_is_written_with_what_to_do(string definition, string places, string mend)
    {
        Checked<CrmModel> model = ShopModel.Parse(Metrics + definition);

        model.IsValid.Should().BeFalse();
        Finding[] errors = [.. model.Findings.Where(f => f.Severity == FindingSeverity.Error)];
        string.Join(' ', errors.Select(f => $"({f.Place.Line - Lines},{f.Place.Column}) {f.Code}")).Should().Be(places);
        string.Join('|', errors.Select(f => f.Mend).Distinct()).Should().Be(mend);
    }

    [Theory]
    [InlineData("target t for revenue period 2027 at most 5", "(1,34) CRM2105", "Write at least, or between if it is to stay in a range.")]
    [InlineData("target t for wait period 2027 at least 5", "(1,31) CRM2105", "Write at most, or between if it is to stay in a range.")]
    public void A_target_against_the_good_direction_is_a_warning(string definition, string place, string mend)
    {
        Finding warning = ShopModel.Parse(Metrics + definition).Findings.Single(f => f.Severity == FindingSeverity.Warning);

        $"({warning.Place.Line - Lines},{warning.Place.Column}) {warning.Code}".Should().Be(place);
        warning.Mend.Should().Be(mend);
    }

    [Theory]
    [InlineData("target t for revenue period 2027 at least 500.50 EUR", "500.5")]
    [InlineData("target t for share period 2027 at least 85 %", "0.85")]
    [InlineData("target t for share period 2027 at least 85 percent", "0.85")]
    [InlineData("target t for share period 2027 at least 0.85", "0.85")]
    [InlineData("target t for share period 2027 at least 17 of 20", "0.85")]
    [InlineData("target t for wait period 2027 at most 2", "7200000000")]
    [InlineData("target t for wait period 2027 at most 2 hours", "7200000000")]
    [InlineData("target t for wait period 2027 at most 1 day", "86400000000")]
    [InlineData("target t for nps period 2027 at least 30 points", "30")]
    [InlineData("target t for nps period 2027 at least -3", "-3")]
    [InlineData("target t for nps baseline 2026 until 2027-12-31 at least -3 points", "-3")]
    public void A_value_is_in_the_unit_of_the_type_of_the_metric(string definition, string value)
    {
        BoundTarget target = ShopModel.Parse(Metrics + definition).ThrowIfInvalid().Targets["t"];

        target.Low.ToString().Should().Be(value);
    }

    [Theory]
    [InlineData("revenue", TargetAlgebra.Additive)]
    [InlineData("both", TargetAlgebra.Additive)]
    [InlineData("share", TargetAlgebra.Ratio)]
    [InlineData("nps", TargetAlgebra.Ratio)]
    [InlineData("buyers", TargetAlgebra.Other)]
    [InlineData("wait", TargetAlgebra.Other)]
    public void How_a_metric_adds_up_over_time_follows_from_its_formula(string metric, TargetAlgebra algebra) =>
        ShopModel.Parse($"{Metrics}target t for {metric} baseline 2026 until 2027-12-31 at least relative +5 %").ThrowIfInvalid().Targets["t"].Algebra.Should().Be(algebra);

    [Fact]
    public void A_window_does_not_add_up_and_a_sum_of_sums_does()
    {
        CrmModel model = ShopModel.Parse("""
            metric year = sum(order.net).trailing(12 months)
            metric profit = sum(order.net) - sum(order.net where channel = 'web') / 2
            target a for year period 2027 at least 5
            target b for profit period 2027 at least 5
            """).ThrowIfInvalid();

        model.Targets.Values.Select(t => t.Algebra).Should().Equal(TargetAlgebra.Other, TargetAlgebra.Additive);
    }

    [Fact]
    public void What_a_target_watches_is_no_metric_of_the_model_and_its_calendar_is_used()
    {
        Checked<CrmModel> model = ShopModel.Parse(Metrics + "target t for revenue period 2027 at least 5 allocate businessDays('office') by month");

        model.ThrowIfInvalid().Metrics.Keys.Should().NotContain(k => k.Contains('('));
        model.Findings.Should().NotContain(f => f.Code == "CRM2094");
    }
}
