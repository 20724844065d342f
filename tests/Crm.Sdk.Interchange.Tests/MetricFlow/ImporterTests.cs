using Crm.Sdk.Interchange.MetricFlow;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.Tests.MetricFlow;

public sealed class ImporterTests
{
    [Fact]
    public void Files_that_belong_together_name_each_other()
    {
        MetricFlowImport import = MetricFlowImporter.Import(
        [
            new MetricFlowFile { Name = "metrics.yml", Yaml = "metrics: [{ name: vip_orders, type: simple, type_params: { measure: orders }, filter: \"{{ Dimension('customer__vip') }}\" }]" },
            new MetricFlowFile { Name = "orders.yml", Yaml = Model("orders", "order", "{ name: customer, type: foreign, expr: customer_id }", "", "{ name: orders, agg: count, expr: 1 }") },
            new MetricFlowFile { Name = "customers.yml", Yaml = Model("customers", "customer", null, "{ name: vip, type: categorical }", "") },
        ]);

        import.IsComplete.Should().BeTrue();
        import.Text.Should().Contain("ref customer").And.EndWith("metric vip_orders = count(order where customer.vip)\n");
        import.Findings.Select(f => f.Place.Source).Should().BeSubsetOf(["metrics.yml", "orders.yml", "customers.yml"]);
    }

    [Fact]
    public void The_example_of_the_page_becomes_what_the_page_says()
    {
        string page = File.ReadAllText(RepositoryRoot.Combine("docs", "articles", "metricflow.md"));
        MetricFlowImport import = MetricFlowImporter.Import(Fence(page, "yaml"));

        import.IsComplete.Should().BeTrue();
        import.Text.Should().EndWith("}\n\n" + Fence(page, "crm"));
        import.Columns.Select(c => c.ToString()).Should().Contain("orders: order.channel = sales_channel");
    }

    [Fact]
    public void A_column_that_fills_a_field_is_told()
    {
        MetricFlowImport import = ModelFile.Import("07_sql");

        import.Columns.Select(c => c.ToString()).Should().Contain("lines: line.status_column = status").And.Contain("lines: line.country = upper(country_code)")
            .And.NotContain(c => c.StartsWith("lines: line.size"), "it is derived");
    }

    [Fact]
    public void Types_are_what_the_options_say()
    {
        MetricFlowImport import = ModelFile.Import("02_joins", new MetricFlowOptions
        {
            Types = new Dictionary<string, DataType> { ["order.amount"] = DataType.Money(Currency.Get("EUR")), ["order.day"] = DataType.Instant },
        });

        import.Text.Should().Contain("measure amount money(EUR)").And.Contain("time day instant default");
        CrmModel.Parse(import.Text).ThrowIfInvalid().Metrics["german_revenue"].Should().NotBeNull();
    }

    [Fact]
    public void An_open_period_is_compared_as_the_options_say()
    {
        ModelFile.Import("04_derived").Text.Should().Contain("revenue.prior(1 month, full)");
        ModelFile.Import("04_derived", new MetricFlowOptions { Offsets = OffsetComparison.LikeForLike }).Text.Should().Contain("revenue.prior(1 month))");
    }

    [Fact]
    public void Who_knows_that_the_last_day_is_meant_is_not_warned()
    {
        MetricFlowImport import = ModelFile.Import("05_cumulative", new MetricFlowOptions { DefaultPeriodAggregation = PeriodAggregation.Last });

        import.Findings.Where(f => f.Code == "CRM6136").Should().ContainSingle("one says itself that it is an average");
    }

    [Fact]
    public void SQL_that_is_not_read_can_be_left_out_with_what_stands_on_it()
    {
        MetricFlowImport import = ModelFile.Import("07_sql", new MetricFlowOptions { UnreadExpressions = UnreadExpression.LeaveOut });

        import.Text.Should().NotContain("metric net").And.NotContain("dim country");
        import.Findings.Where(f => f is { Code: "CRM6130", Severity: FindingSeverity.Error }).Should().HaveCount(3, "of a dimension, a measure and a filter");
    }

    [Fact]
    public void Conversions_can_be_left_out()
    {
        MetricFlowImport import = ModelFile.Import("15_ways", new MetricFlowOptions { ImportConversions = false });

        import.Text.Should().NotContain("funnel");
        import.IsComplete.Should().BeFalse();
    }

    [Fact]
    public void A_quotient_in_a_row_keeps_the_places_that_the_options_say() =>
        ModelFile.Import("07_sql", new MetricFlowOptions { QuotientScale = 3 }).Text.Should().Contain("round(line.amount / line.quantity, 3)");

    [Fact]
    public void Every_metric_of_a_model_is_imported_or_an_error_names_it()
    {
        foreach (string name in ModelFile.Names.Where(n => n != "18_broken"))
        {
            MetricFlowImport import = ModelFile.Import(name);
            var imported = import.Document.Declarations.Select(d => d.Name).ToHashSet();
            string errors = string.Join('\n', import.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.Message));
            foreach (string metric in MetricNames(ModelFile.Yaml(name)))
            {
                (imported.Contains(metric) || errors.Contains($"'{metric}'")).Should().BeTrue("{0} of {1} is not to be lost", metric, name);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("semantic_models:\nmetrics:\n")]
    public void A_file_without_models_is_an_empty_document(string yaml)
    {
        MetricFlowImport import = MetricFlowImporter.Import(yaml);

        import.Text.Should().BeEmpty();
        import.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("just text")]
    [InlineData("- a\n- b")]
    [InlineData("semantic_models: 5")]
    [InlineData("a: *b")]
    [InlineData("? [a]\n: b")]
    [InlineData("%YAML 9")]
    [InlineData("a: \"\u0001")]
    [InlineData("a: !!binary x\nb: \t- c")]
    [InlineData("models: [{ name: x, semantic_model: { enabled: true } }]")]
    public void What_is_no_model_is_a_finding(string yaml) => MetricFlowImporter.Import(yaml).Findings.Should().NotBeEmpty();

    [Fact]
    public void Depth_is_a_finding_and_no_end_of_the_process()
    {
        MetricFlowImporter.Import("a: " + new string('[', 100_000)).Findings.Should().ContainSingle(f => f.Code == "CRM6101");
        string deep = new string('(', 5_000) + "1" + new string(')', 5_000);
        MetricFlowImporter.Import(Model("orders", "order", null, "", $"{{ name: orders, agg: sum, expr: \"{deep}\", create_metric: true }}")).Findings.Should().Contain(f => f.Code == "CRM6116");
    }

    [Fact]
    public void Length_is_a_finding_and_no_end_of_the_process()
    {
        string sum = string.Concat(Enumerable.Repeat("1 + ", 200_000)) + "x";
        MetricFlowImporter.Import(Model("orders", "order", null, "", $"{{ name: orders, agg: sum, expr: {sum} }}")).Findings.Should().Contain(f => f.Code == "CRM6116");
        string filters = string.Join(", ", Enumerable.Repeat("\"{{ Entity('order') }} = 'a'\"", 50_000));
        MetricFlowImporter.Import(Model("orders", "order", null, "", "{ name: orders, agg: count, expr: 1 }") + $"\nmetrics: [{{ name: m, type: simple, type_params: {{ measure: orders }}, filter: [{filters}] }}]")
            .Findings.Should().Contain(f => f.Code == "CRM6130");
    }

    [Fact]
    public void Aliases_that_stand_for_very_much_are_a_finding()
    {
        string yaml = "a: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"b{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        MetricFlowImporter.Import(yaml).Findings.Should().Contain(f => f.Code == "CRM6101");
    }

    [Fact]
    public void Many_metrics_that_do_not_bind_are_told_in_a_moment()
    {
        string metrics = string.Concat(Enumerable.Range(0, 1_000).Select(i => $"\n  - {{ name: m{i}, type: simple, type_params: {{ measure: orders }}, filter: \"{{{{ Entity('order') }}}} = 'a' and {{{{ Entity('order') }}}} = 'b'\" }}"));

        MetricFlowImport import = MetricFlowImporter.Import(Model("orders", "order", null, "", "{ name: orders, agg: count, expr: 1 }") + "\nmetrics:" + metrics);

        import.Findings.Count(f => f.Code == "CRM6150").Should().Be(1_000);
    }

    [Fact]
    public void No_change_of_a_character_ends_in_an_exception()
    {
        foreach (string name in ModelFile.Names)
        {
            string yaml = ModelFile.Yaml(name);
            var random = new Random(name.Length * 7919);
            for (int i = 0; i < 40; i++)
            {
                int at = random.Next(yaml.Length), length = random.Next(4);
                const string Odd = "{}[]:,'\"\n\t -#&*!|>%@`?0aé(\u2028";
                string changed = yaml[..at] + Odd[random.Next(Odd.Length)] + yaml[Math.Min(yaml.Length, at + length)..];

                MetricFlowImport import = MetricFlowImporter.Import(changed);

                CrmModel.Bind([import.Document]).Findings.Where(f => f.Severity == FindingSeverity.Error).Should().BeEmpty();
                CrmPrinter.Print(import.Document).Should().Be(import.Text);
                MetricFlowImporter.Import(changed).Text.Should().Be(import.Text);
            }
        }
    }

    private static string Fence(string page, string language)
    {
        int start = page.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> MetricNames(string yaml)
    {
        int at = yaml.IndexOf("\nmetrics:", StringComparison.Ordinal);
        int end = at < 0 ? -1 : yaml.IndexOf("\nsaved_queries:", at, StringComparison.Ordinal);
        string metrics = at < 0 ? "" : end < 0 ? yaml[at..] : yaml[at..end];
        return metrics.Split('\n').Select(l => l.StartsWith("  - { name: ", StringComparison.Ordinal) ? l[12..].Split(',')[0] : l.StartsWith("  - name: ", StringComparison.Ordinal) ? l[10..] : "")
            .Where(n => n.Length > 0);
    }

    private static string Model(string name, string entity, string? more, string dimensions, string measures) => $$"""
        semantic_models:
          - name: {{name}}
            defaults: { agg_time_dimension: day }
            entities: [{ name: {{entity}}, type: primary, expr: {{entity}}_id }{{(more is null ? "" : ", " + more)}}]
            dimensions: [{ name: day, type: time, type_params: { time_granularity: day } }{{(dimensions.Length == 0 ? "" : ", " + dimensions)}}]
            measures: [{{measures}}]
        """;
}
