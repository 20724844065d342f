using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Rates;
using Crm.Sdk.Time;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Cubes;

/// <summary>Writes a cube as JSON in the format <see cref="Format"/>, without loss.</summary>
/// <remarks>
/// Members of the object: <c>format</c>; <c>meta</c> with now, zone, fiscal start, the calendar where it is not the Gregorian one, the position of the log where there is one, the tables of rates where amounts were converted, and executor; <c>query</c> when it is given, with
/// the exact days; <c>axes</c> with their members; <c>metrics</c> with unit, hash, versions where a metric has them, the number
/// of undated rows and, where the definition leaves some out, of these by name; <c>cells</c>, for
/// each metric and each combination of members <c>at</c> (numbers into the members of each axis, the last axis fastest). Numbers that
/// may be of any size are strings. A cell's <c>value</c> is in the metric's unit: a decimal number, or <c>numerator/denominator</c>
/// when none ends. It is always <c>numerator / denominator * unit.factor</c>. <c>shown</c> is the value rounded for people.
/// A metric with an interval of confidence has its level as <c>confidence</c>, and its cells <c>low</c> and <c>high</c> in the unit.
/// </remarks>
public static class CubeJson
{
    /// <summary>The name and version of the format.</summary>
    public const string Format = "crm-cube/1";

    /// <summary>Indented, and with letters of all scripts as they are.</summary>
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a cube as a text.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="query">The query that it answers, to be written with it; periods then say their days.</param>
    public static string Write(Cube cube, MetricQuery? query = null)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            Write(writer, cube, query);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>Writes a cube as one object.</summary>
    /// <param name="writer">Where it is written, standing at a value.</param>
    /// <param name="cube">The cube.</param>
    /// <param name="query">The query that it answers, to be written with it; periods then say their days.</param>
    public static void Write(Utf8JsonWriter writer, Cube cube, MetricQuery? query = null)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(cube);
        writer.WriteStartObject();
        writer.WriteString("format", Format);
        writer.WriteStartObject("meta");
        writer.WriteString("now", InstantPattern.ExtendedIso.Format(cube.Meta.Now));
        writer.WriteString("zone", cube.Meta.Calendar.Zone.Id);
        writer.WriteNumber("fiscalStartMonth", cube.Meta.Calendar.FiscalStartMonth);
        if (cube.Meta.Calendar.Scheme.Name != "gregorian")
        {
            writer.WriteString("calendar", cube.Meta.Calendar.Scheme.Name);
        }

        if (cube.Meta.Position is { } position)
        {
            writer.WriteNumber("position", position);
        }

        if (cube.Meta.Rates.Count > 0)
        {
            writer.WriteStartArray("rates");
            foreach (RateTable table in cube.Meta.Rates)
            {
                writer.WriteStartObject();
                writer.WriteString("name", table.Name);
                writer.WriteString("base", table.Base.Code);
                writer.WriteString("version", table.Version);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteString("executor", cube.Meta.Executor);
        writer.WriteEndObject();
        if (query is not null)
        {
            WriteQuery(writer, query);
        }

        WriteAxes(writer, cube, query);
        WriteMetrics(writer, cube);
        WriteCells(writer, cube);
        writer.WriteEndObject();
    }

    private static void WriteQuery(Utf8JsonWriter writer, MetricQuery query)
    {
        writer.WriteStartObject("query");
        WriteTexts(writer, "metrics", query.Metrics);
        WriteDay(writer, "from", query.From);
        WriteDay(writer, "to", query.To);
        writer.WriteString("grain", query.Grain is { } grain ? CellFormat.Code(grain) : null);
        WriteTexts(writer, "by", query.By);
        WriteTexts(writer, "segments", query.Segments);
        if (query.KnownAt is { } known)
        {
            writer.WriteString("knownAt", InstantPattern.ExtendedIso.Format(known));
        }

        if (query.AtPosition is { } position)
        {
            writer.WriteNumber("atPosition", position);
        }

        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void WriteDay(Utf8JsonWriter writer, string name, LocalDate? day) =>
        writer.WriteString(name, day is { } value ? LocalDatePattern.Iso.Format(value) : null);

    private static void WriteAxes(Utf8JsonWriter writer, Cube cube, MetricQuery? query)
    {
        writer.WriteStartArray("axes");
        foreach (CubeAxis axis in cube.Axes)
        {
            writer.WriteStartObject();
            writer.WriteString("name", axis.Name);
            writer.WriteString("kind", CellFormat.Code(axis.Kind));
            IReadOnlyList<ReportingPeriod> periods = axis.Kind == AxisKind.Period ? Periods(query, axis.Members.Count) : [];
            writer.WriteStartArray("members");
            for (int i = 0; i < axis.Members.Count; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("label", axis.Members[i].Label);
                writer.WriteString("kind", CellFormat.Code(axis.Members[i].Kind));
                if (i < periods.Count)
                {
                    WriteDay(writer, "from", periods[i].Start);
                    WriteDay(writer, "to", periods[i].End);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    // The periods of the query and then its range; none when they are not those of the axis.
    private static IReadOnlyList<ReportingPeriod> Periods(MetricQuery? query, int count)
    {
        if (query is not { From: { } from, To: { } to } || to <= from)
        {
            return [];
        }

        IReadOnlyList<ReportingPeriod> cut = query.Grain is { } grain ? query.Calendar.Periods(from, to, grain) : [];
        return cut.Count + 1 == count ? [.. cut, query.Calendar.Between(from, to)] : [];
    }

    private static void WriteMetrics(Utf8JsonWriter writer, Cube cube)
    {
        writer.WriteStartArray("metrics");
        for (int m = 0; m < cube.Metrics.Count; m++)
        {
            BoundMetric metric = cube.Metrics[m];
            writer.WriteStartObject();
            writer.WriteString("name", metric.Name);
            writer.WriteString("title", metric.Title);
            writer.WriteString("hash", metric.Hash);
            WriteVersions(writer, metric);
            writer.WriteStartObject("unit");
            writer.WriteString("name", metric.Unit.Name);
            writer.WriteString("type", metric.Unit.Type.ToString());
            writer.WriteString("factor", metric.Unit.Factor.ToString());
            writer.WriteEndObject();
            writer.WriteString("better", metric.Better == Language.Syntax.Direction.None ? null : CellFormat.Code(metric.Better));
            writer.WriteNumber("minimum", metric.Minimum);
            if (metric.Confidence is { } confidence)
            {
                writer.WriteString("confidence", confidence.Level.ToString());
            }

            writer.WriteNumber("undated", cube.Meta.Undated[m]);
            WriteExcluded(writer, cube.Meta.Excluded[m]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteExcluded(Utf8JsonWriter writer, IReadOnlyList<ExcludedRows> excluded)
    {
        if (excluded.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("excluded");
        foreach (ExcludedRows rows in excluded)
        {
            writer.WriteStartObject();
            writer.WriteString("name", rows.Name);
            writer.WriteNumber("count", rows.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteVersions(Utf8JsonWriter writer, BoundMetric metric)
    {
        if (metric.Versions.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("versions");
        foreach (BoundMetricVersion version in metric.Versions)
        {
            writer.WriteStartObject();
            WriteDay(writer, "from", version.From);
            WriteTexts(writer, "labels", version.Labels);
            writer.WriteString("hash", version.Metric.Hash);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteCells(Utf8JsonWriter writer, Cube cube)
    {
        writer.WriteStartArray("cells");
        for (int m = 0; m < cube.Metrics.Count; m++)
        {
            CellFormat format = CellFormat.Of(cube, m);
            for (int i = 0; i < cube.CellCount; i++)
            {
                writer.WriteStartObject();
                writer.WriteString("metric", cube.Metrics[m].Name);
                writer.WriteStartArray("at");
                foreach (int member in cube.PositionOf(i))
                {
                    writer.WriteNumberValue(member);
                }

                writer.WriteEndArray();
                WriteCell(writer, cube.CellsOf(m)[i], format, cube.Metrics[m].Confidence is not null);
                writer.WriteEndObject();
            }
        }

        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, Cell cell, CellFormat format, bool hasBounds)
    {
        writer.WriteString("value", format.Exact(cell));
        writer.WriteString("shown", format.Shown(cell));
        if (hasBounds)
        {
            writer.WriteString("low", (cell.Low * format.Unit.Factor)?.ToString());
            writer.WriteString("high", (cell.High * format.Unit.Factor)?.ToString());
        }

        writer.WriteString("numerator", cell.Numerator.ToString());
        writer.WriteString("denominator", cell.Denominator.ToString());
        writer.WriteNumber("n", cell.N);
        writer.WriteNumber("rows", cell.Rows);
        writer.WriteString("reason", cell.Reason == CellReason.None ? null : CellFormat.Code(cell.Reason));
        WriteTexts(writer, "flags", [.. CellFormat.Codes(cell.Flags)]);
    }
}
