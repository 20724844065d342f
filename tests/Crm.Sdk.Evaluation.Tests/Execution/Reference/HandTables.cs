using System.Globalization;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Evaluation.Targets;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Tests.Execution.Reference;

/// <summary>A model and its rows, both written by hand.</summary>
/// <remarks>A table is a line with the fact and its columns, then a line a row; fields are parted by blanks, and - is null.</remarks>
internal sealed class HandTables
{
    /// <summary>Customers with orders; most tests ask about these rows.</summary>
    public const string Shop = """
        fact customer entity key id { time joined date  dim country text  dim vip bool }
        fact order event key id {
          time placed instant default
          time shipped date
          time promised date planned
          ref customer
          dim channel text
          measure net money(EUR)
          measure quantity int
        }
        """;

    public static readonly string[] ShopRows =
    [
        """
        customer id joined country vip
        c1 2025-06-01 DE true
        c2 2026-01-15 AT false
        c3 2026-02-01 DE -
        """,
        """
        order id placed shipped promised customer channel net quantity
        o1 2026-01-05T10:00:00Z 2026-01-07 2026-01-20 c1 web 10.00 1
        o2 2026-01-31T23:30:00Z 2026-02-01 2026-02-10 c1 shop 20.50 2
        o3 2026-02-01T00:00:00Z 2026-02-01 2026-03-31 c2 web -5.00 -
        o4 2026-02-14T12:00:00Z - 2026-04-15 c9 web - 3
        o5 - - - - - 100.00 4
        o6 2026-03-10T08:00:00Z 2026-03-31 2026-05-01 c2 shop 7.25 2
        """,
    ];

    private readonly CrmModel _model;
    private readonly FactSet _facts;

    public HandTables(string definitions, params string[] tables)
    {
        _model = CrmModel.Parse(definitions).ThrowIfInvalid();
        _facts = new FactSet(tables.Select(Table));
    }

    public CrmModel Model => _model;

    public FactSet Facts => _facts;

    public static HandTables OfShop(string metrics) => new(Shop + metrics, ShopRows);

    /// <summary>The answer of the reference executor; that of the columnar one is the same, or the test ends here.</summary>
    public Cube Ask(MetricQuery query, CancellationToken ct = default)
    {
        BoundQuery bound = QueryBinder.Bind(_model, query).ThrowIfInvalid();
        Cube cube = new ReferenceExecutor().Evaluate(bound, _facts, ct);
        CubeDifference.Find(cube, new ColumnarExecutor(_model, _facts).Evaluate(bound, ct)).Should().BeNull();
        return cube;
    }

    /// <summary>The reports of the reference executor; those of the columnar one are the same, or the test ends here.</summary>
    public IReadOnlyList<TargetReport> Ask(TargetQuery query)
    {
        var engine = new MetricEngine(_model, _facts);
        IReadOnlyList<TargetReport> reports = engine.EvaluateTargetsAsync(query, ExecutorKind.Reference).AsTask().GetAwaiter().GetResult();
        TargetDifference.Find(reports, engine.EvaluateTargetsAsync(query).AsTask().GetAwaiter().GetResult()).Should().BeNull();
        return reports;
    }

    private FactTable Table(string text)
    {
        string[][] lines = [.. text.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        FactSchema schema = _model.Facts[lines[0][0]].Schema;
        var builder = new FactBatchBuilder(schema, 2);
        var batches = new List<FactBatch>();
        foreach (string[] line in lines[1..])
        {
            if (builder.IsFull)
            {
                batches.Add(builder.Take());
            }

            for (int i = 0; i < line.Length; i++)
            {
                int ordinal = schema.OrdinalOf(lines[0][i + 1]);
                if (line[i] != "-")
                {
                    Set(builder, ordinal, line[i]);
                }
            }

            builder.EndRow();
        }

        return new FactTable(schema, [.. batches, builder.Take()]);
    }

    private static void Set(FactBatchBuilder builder, int ordinal, string text)
    {
        DataType type = builder.Schema.Fields[ordinal].Type;
        if (type.IsTextual)
        {
            builder.SetText(ordinal, text);
            return;
        }

        builder.SetNumber(ordinal, type.Kind switch
        {
            DataKind.Boolean => text == "true" ? 1 : 0,
            DataKind.Date => StorageForm.Of(LocalDatePattern.Iso.Parse(text).Value),
            DataKind.Instant => StorageForm.Of(InstantPattern.ExtendedIso.Parse(text).Value),
            DataKind.Duration => text.EndsWith('s') ? long.Parse(text[..^1], CultureInfo.InvariantCulture) * 1_000_000 : long.Parse(text, CultureInfo.InvariantCulture),
            _ => Rational.TryParse(text, out Rational value) ? (long)value.ToScaled(type.Scale) : throw new FormatException(text),
        });
    }
}
