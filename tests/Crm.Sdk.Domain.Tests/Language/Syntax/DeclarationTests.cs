using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class DeclarationTests
{
    private const string Example = """
        // What the shop sells.
        fact order event key order_id {
          time placed instant default       time promised date planned
          ref customer                      ref product to item
          dim channel text                  dim country text fold history
          measure net money(EUR)            measure quantity int
          measure price decimal(2) = net / quantity
        }
        fact customer entity key id int { dim name text }

        set web = order where channel = 'web' by placed
        set all = order
        segment regulars "Re\"gulars" = customer where count(order) >= 3
        metric sales.web_share "Web, share" = sum(web.net) / sum(order.net)
          unit percent
          better up minimum 30
        """;

    private const string Canonical = """
        fact order event key order_id {
          time placed instant default
          time promised date planned
          ref customer
          ref product to item
          dim channel text
          dim country text fold history
          measure net money(EUR)
          measure quantity int
          measure price decimal(2) = net / quantity
        }

        fact customer entity key id int {
          dim name text
        }

        set web = order where channel = 'web' by placed

        set all = order

        segment regulars "Re\"gulars" = customer where count(order) >= 3

        metric sales.web_share "Web, share" = sum(web.net) / sum(order.net) unit percent better up minimum 30

        """;

    [Fact]
    public void A_document_holds_its_declarations_in_order()
    {
        CrmDocument document = CrmParser.Parse(Example, "shop.crm").ThrowIfInvalid();

        document.Source.Should().Be("shop.crm");
        document.Declarations.Select(d => d.Name).Should().Equal("order", "customer", "web", "all", "regulars", "sales.web_share");
    }

    [Fact]
    public void A_fact_holds_its_key_and_its_fields()
    {
        var fact = (FactDeclaration)CrmParser.Parse(Example).ThrowIfInvalid().Declarations[0];

        fact.Shape.Should().Be(FactShape.Event);
        (fact.Key.Name, fact.Key.Role, fact.Key.Type).Should().Be(("order_id", FieldRole.Key, DataType.Text));
        fact.Fields.Select(f => $"{f.Role} {f.Name} {f.Type}").Should().Equal(
            "Time placed instant",
            "Time promised date",
            "Reference customer ref customer",
            "Reference product ref item",
            "Dimension channel text",
            "Dimension country text",
            "Measure net money(EUR)",
            "Measure quantity int",
            "Measure price decimal(2)");
        fact.Fields.Where(f => f.IsDefault).Should().ContainSingle().Which.Name.Should().Be("placed");
        fact.Fields.Where(f => f.IsPlanned).Should().ContainSingle().Which.Name.Should().Be("promised");
        fact.Fields.Where(f => f.FoldsCase && f.HasHistory).Should().ContainSingle().Which.Name.Should().Be("country");
        fact.Fields.Where(f => f.Value is not null).Should().ContainSingle().Which.Name.Should().Be("price");
    }

    [Fact]
    public void A_metric_holds_its_title_and_its_clauses()
    {
        var metric = (MetricDeclaration)CrmParser.Parse(Example).ThrowIfInvalid().Declarations[^1];

        (metric.Title, metric.Unit, metric.Better, metric.Minimum).Should().Be(("Web, share", "percent", Direction.Up, 30));
    }

    [Fact]
    public void Printing_is_canonical() =>
        CrmPrinter.Print(CrmParser.Parse(Example).ThrowIfInvalid()).Should().Be(Canonical.ReplaceLineEndings("\n"));

    [Fact]
    public void Keywords_are_names_where_a_name_is_expected()
    {
        const string Text = """
            fact fact event key key {
              time time instant default
              ref to to to
              dim by text
              dim now bool = now = `by` and `not`
            }
            """;
        CrmParser.Parse(Text).ThrowIfInvalid().Declarations[0].As<FactDeclaration>().Fields.Select(f => f.Name).Should().Equal("time", "to", "by", "now");
        CrmParser.Parse("set where = by by unit set metric = set segment unit = fact where in").ThrowIfInvalid()
            .Declarations.Select(d => d.Name).Should().Equal("where", "metric", "unit");
        CrmParser.Parse("metric fact.set.by = unit unit better better up").ThrowIfInvalid().Declarations[0].As<MetricDeclaration>().Unit.Should().Be("better");
    }

    [Fact]
    public void A_text_without_declarations_is_an_empty_document()
    {
        CrmDocument document = CrmParser.Parse("\uFEFF \r\n // nothing").ThrowIfInvalid();

        document.Declarations.Should().BeEmpty();
        CrmPrinter.Print(document).Should().BeEmpty();
        CrmJson.Write(document).Should().Be("""{"declarations":[],"format":"crm-definitions/1"}""");
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("1st")]
    public void What_no_text_can_say_is_not_printed(string name)
    {
        Action print = () => CrmPrinter.Print(new NameExpression { Parts = [name] });

        print.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_grammar_names_every_operator_and_function()
    {
        string[] words =
        [
            "or", "and", "not", "!=", "<=", "in", "between", "is", "starts", "*", "now", "then", "count", "percentile", "orElse", "bucket",
            "each", "including", "linear", "weeks", "money", "planned", "history", "minimum",
        ];
        words.Should().OnlyContain(w => CrmGrammar.Text.Contains($"\"{w}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_finding_of_a_text_points_at_its_line() =>
        CrmParser.Parse("metric a = 1\nmetric b = foo(1)", "f.crm").Findings[0].ToString()
            .Should().StartWith("f.crm(2,12): error CRM1043: There is no function 'foo'.");

    [Fact]
    public void Null_is_a_programming_error()
    {
        Action[] calls =
        [
            () => CrmParser.Parse(null!), () => CrmParser.ParseExpression(null!), () => CrmJson.Read(null!),
            () => CrmPrinter.Print((CrmDocument)null!), () => CrmJson.Write((CrmDocument)null!), () => CrmJson.Hash(null!),
        ];

        calls.Should().AllSatisfy(c => c.Should().Throw<ArgumentNullException>());
    }
}
