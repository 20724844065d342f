using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Interpretation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Language.Interpretation;

public class RowInterpreterTests
{
    private const string Facts = """
        calendar always zone 'UTC' { mon tue wed thu fri sat sun 00:00-24:00 }
        calendar office zone 'America/New_York' { mon tue wed thu fri 09:00-17:00  sat 21:00-21:47 }
        fact region entity key id int { dim name text }
        fact customer entity key id { ref region  dim country text }
        fact order event key id {
          ref customer
          time placed instant default  time seen instant  time gone instant
          time due date  time paid date
          dim name text  dim other text  dim code text fold
          dim yes bool  dim no bool  dim unknown bool
          measure net money(EUR)  measure rate decimal(3)  measure n int  measure zero int  measure lack int
          measure wait duration
        """;

    [Theory]
    [InlineData("yes and yes", "1")]
    [InlineData("yes and no", "0")]
    [InlineData("yes and unknown", "null")]
    [InlineData("unknown and yes", "null")]
    [InlineData("unknown and no", "0")]
    [InlineData("no and unknown", "0")]
    [InlineData("unknown and unknown", "null")]
    [InlineData("no or no", "0")]
    [InlineData("no or yes", "1")]
    [InlineData("unknown or yes", "1")]
    [InlineData("yes or unknown", "1")]
    [InlineData("unknown or no", "null")]
    [InlineData("no or unknown", "null")]
    [InlineData("not yes", "0")]
    [InlineData("not no", "1")]
    [InlineData("not unknown", "null")]
    [InlineData("yes = no", "0")]
    [InlineData("unknown is null", "1")]
    [InlineData("yes is null", "0")]
    public void Logic_has_three_values(string expression, string value) => Check("dim x bool", expression, value);

    [Theory]
    [InlineData("n = 7", "1")]
    [InlineData("n != 7", "0")]
    [InlineData("n < 7", "0")]
    [InlineData("n <= 7", "1")]
    [InlineData("n > 6", "1")]
    [InlineData("n >= 8", "0")]
    [InlineData("n between 7 and 9", "1")]
    [InlineData("n between 8 and 9", "0")]
    [InlineData("n in (1, 7)", "1")]
    [InlineData("n in (1, 2)", "0")]
    [InlineData("lack in (1, 2)", "null")]
    [InlineData("lack = 1", "null")]
    [InlineData("lack = lack", "null")]
    [InlineData("lack != lack", "null")]
    [InlineData("net = 12.345", "0")]
    [InlineData("net = 12.34", "1")]
    [InlineData("rate < n", "1")]
    [InlineData("name = 'Ab'", "1")]
    [InlineData("name = 'ab'", "0")]
    [InlineData("name < other", "1")]
    [InlineData("name starts 'A'", "1")]
    [InlineData("name starts ''", "1")]
    [InlineData("name starts 'a'", "0")]
    [InlineData("name starts 'Abc'", "0")]
    [InlineData("code = 'XY'", "1")]
    [InlineData("customer = 'c1'", "1")]
    [InlineData("due < paid", "1")]
    [InlineData("due = 2026-03-28", "1")]
    [InlineData("wait > 1 hours", "0")]
    public void Comparison_is_exact_and_knows_null(string expression, string value) => Check("dim x bool", expression, value);

    [Theory]
    [InlineData("n + n * 2 - 1", "20")]
    [InlineData("-n", "-7")]
    [InlineData("n + lack", "null")]
    [InlineData("-lack", "null")]
    [InlineData("abs(zero - n)", "7")]
    [InlineData("min(n, 3, 9)", "3")]
    [InlineData("max(n, 3, 9)", "9")]
    [InlineData("max(n, lack)", "null")]
    [InlineData("if(yes, n, zero)", "7")]
    [InlineData("if(no, n, zero)", "0")]
    [InlineData("if(unknown, n, zero)", "0")]
    [InlineData("if(yes, lack, zero)", "null")]
    [InlineData("orElse(lack, n)", "7")]
    [InlineData("orElse(n, lack)", "7")]
    public void Arithmetic_passes_null_on(string expression, string value) => Check("measure x int", expression, value);

    [Theory]
    [InlineData("net * 1.00", "12.34")]
    [InlineData("net * n", "86.38")]
    [InlineData("rate - n", "-7.5")]
    [InlineData("round(net / n, 4)", "1.7629")] // 1.762857…
    [InlineData("round(rate, 0)", "-1")] // -0.5 away from zero
    [InlineData("round(-rate, 0)", "1")]
    [InlineData("round(n / zero, 2)", "null")]
    [InlineData("round(1 + n / (zero * 2), 2)", "null")]
    [InlineData("round(n / lack, 2)", "null")]
    [InlineData("round(if(zero = 0, 0, n / zero), 2)", "0")]
    [InlineData("round(orElse(n / zero, 5), 2)", "5")]
    public void Decimals_are_true_values(string expression, string value) =>
        Check(expression.Contains("net", StringComparison.Ordinal) ? "measure x money(EUR, 4)" : "measure x decimal(4)", expression, value);

    [Theory]
    [InlineData("elapsed(placed, seen)", "90000001")] // 90.000001 seconds
    [InlineData("seen - placed", "90000001")]
    [InlineData("placed - seen", "-90000001")]
    [InlineData("business('always', placed, seen)", "90000001")]
    [InlineData("business('always', seen, placed)", "-90000001")]
    [InlineData("business('office', placed, seen)", "20000000")] // Saturday, 21:46:40 to 21:48:10 in New York; it closes at 21:47
    [InlineData("business('always', placed, gone)", "null")]
    [InlineData("business('always', gone, placed)", "null")]
    [InlineData("elapsed(due, paid)", "172800000000")] // two days of 24 hours, whatever the clocks did
    [InlineData("paid - due", "172800000000")]
    [InlineData("due - paid", "-172800000000")]
    [InlineData("wait + 1 days", "90000000000")]
    [InlineData("wait * 2", "7200000000")]
    public void Time_between_is_in_microseconds(string expression, string value) => Check("measure x duration", expression, value);

    [Theory]
    [InlineData("bucket(n, 10, 20)", "< 10")]
    [InlineData("bucket(n, 7, 20)", "[7, 20)")]
    [InlineData("bucket(n, 0.5, 7)", ">= 7")]
    [InlineData("bucket(n, 0.5, 7.25)", "[0.5, 7.25)")]
    [InlineData("bucket(n, 7)", ">= 7")]
    [InlineData("bucket(zero - n, -5, 5)", "< -5")]
    [InlineData("bucket(lack, 1)", "null")]
    [InlineData("lower(name)", "ab")]
    [InlineData("if(yes, name, other)", "Ab")]
    [InlineData("customer.country", "DE")]
    [InlineData("customer.region.name", "north")]
    [InlineData("customer.region", "1")]
    public void Texts_and_paths(string expression, string value) => Check("dim x text", expression, value);

    [Fact]
    public void A_path_over_a_missing_or_dangling_reference_is_null()
    {
        CrmModel model = CrmModel.Parse(Facts + " dim x text = customer.region.name } ").ThrowIfInvalid();
        FactSchema order = model.Facts["order"].Schema;
        var builder = new FactBatchBuilder(order);
        foreach (string? customer in new[] { null, "c1", "c2", "c3", "c4" })
        {
            builder.SetText(0, $"o{builder.Count}");
            if (customer is not null)
            {
                builder.SetText(order.OrdinalOf("customer"), customer);
            }

            builder.EndRow();
        }

        var interpreter = new RowInterpreter(Tables(model, new FactTable(order, [builder.Take()])));
        FactRow[] rows = [.. interpreter.Rows(order)];
        rows.Select(row => interpreter.Evaluate(model.Facts["order"].Derived["x"], row).Text).Should().Equal(null, "north", null, null, null);
        BoundReference[] path = [.. ((BoundField)model.Facts["order"].Derived["x"]).Path];
        rows.Select(row => interpreter.Follow(path, row, out _))
            .Should().Equal(PathEnd.Null, PathEnd.Row, PathEnd.Dangling, PathEnd.Null, PathEnd.Dangling);
        rows.Select(row => interpreter.KeyAt(path, row)).Should().Equal(null, "1", "99", null, null);
        rows.Select(row => interpreter.KeyAt([], row)).Should().Equal("o0", "o1", "o2", "o3", "o4");
    }

    [Fact]
    public void A_table_with_other_fields_is_refused()
    {
        CrmModel model = CrmModel.Parse("fact order event key id { dim name text }").ThrowIfInvalid();
        var other = new FactSchema("order", FactShape.Event, [new FactField("id", FieldRole.Key, DataType.Text)]);
        var interpreter = new RowInterpreter(new FactSet(new FactTable(other, [])));
        interpreter.Invoking(i => i.Rows(model.Facts["order"].Schema)).Should().Throw<ArgumentException>().WithMessage("*'order'*");
    }

    private static void Check(string declaration, string expression, string value)
    {
        CrmModel model = CrmModel.Parse($"{Facts} {declaration} = {expression} }}").ThrowIfInvalid();
        FactSchema order = model.Facts["order"].Schema;
        var builder = new FactBatchBuilder(order);
        void Number(string field, long number) => builder.SetNumber(order.OrdinalOf(field), number);
        void Text(string field, string text) => builder.SetText(order.OrdinalOf(field), text);
        Text("id", "o1");
        Text("customer", "c1");
        Number("placed", 1_000_000_000_000_000);
        Number("seen", 1_000_000_090_000_001);
        Number("due", 20_540); // 2026-03-28
        Number("paid", 20_542);
        Text("name", "Ab");
        Text("other", "a");
        Text("code", "xy");
        Number("yes", 1);
        Number("no", 0);
        Number("net", 1234);
        Number("rate", -500);
        Number("n", 7);
        Number("zero", 0);
        Number("wait", 3_600_000_000);
        builder.EndRow();
        var interpreter = new RowInterpreter(Tables(model, new FactTable(order, [builder.Take()])));
        interpreter.Evaluate(model.Facts["order"].Derived["x"], interpreter.Rows(order).Single()).ToString().Should().Be(value);
    }

    // c1 is in region 1, c2 in one that is not there, c3 in none; c4 is not there.
    private static FactSet Tables(CrmModel model, FactTable orders)
    {
        var regions = new FactBatchBuilder(model.Facts["region"].Schema);
        regions.SetNumber(0, 1);
        regions.SetText(1, "north");
        regions.EndRow();
        var customers = new FactBatchBuilder(model.Facts["customer"].Schema);
        foreach (string? region in new[] { "1", "99", null })
        {
            customers.SetText(0, $"c{customers.Count + 1}");
            customers.SetText(2, "DE");
            if (region is not null)
            {
                customers.SetText(1, region);
            }

            customers.EndRow();
        }

        return new FactSet(orders, new FactTable(regions.Schema, [regions.Take()]), new FactTable(customers.Schema, [customers.Take()]));
    }
}
