using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Objectives;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Targets;

/// <summary>Writes reports of targets as JSON in the format <see cref="Format"/>, without loss.</summary>
/// <remarks>
/// Members of the object: <c>format</c>, <c>now</c>, and <c>targets</c>, each with <c>name</c>, <c>title</c>, <c>metric</c>, <c>unit</c>,
/// <c>segment</c>, <c>members</c>, <c>hash</c>, <c>period</c> and <c>baseline</c> (label, first day, day after the last, and what freezes it),
/// <c>low</c> and <c>high</c>, <c>reached</c>, a member for each cell, <c>periods</c> with theirs, and <c>findings</c>. Values are exact; those of the
/// metric are in its unit, and attainment, progress and pace are plain numbers.
/// </remarks>
public static class TargetJson
{
    /// <summary>The name and version of the format.</summary>
    public const string Format = "crm-targets/1";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes reports as a text.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="query">The question that they answer.</param>
    public static string Write(IReadOnlyList<TargetReport> reports, TargetQuery query)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentNullException.ThrowIfNull(query);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("now", InstantPattern.ExtendedIso.Format(query.Now));
            json.WriteStartArray("targets");
            foreach (TargetReport report in reports)
            {
                Write(json, report);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private static void Write(Utf8JsonWriter json, TargetReport report)
    {
        Rational factor = report.Target.Metric.Unit.Factor;
        json.WriteStartObject();
        json.WriteString("name", report.Target.Name);
        json.WriteString("title", report.Target.Title);
        json.WriteString("metric", report.Target.Declaration.Metric.FullName);
        json.WriteString("unit", report.Target.Metric.Unit.Name);
        json.WriteString("segment", report.Target.Segment?.Name);
        Texts(json, "members", report.Members);
        json.WriteString("hash", report.Target.Hash);
        json.WriteStartObject("period");
        Write(json, report.Times.Period);
        json.WriteEndObject();
        if (report.Times.Baseline is { } before)
        {
            json.WriteStartObject("baseline");
            Write(json, before);
            Write(json, "cell", report.BaselineCell!, factor);
            Write(json, report.Baseline);
            json.WriteEndObject();
        }

        json.WriteString("low", (report.Range?.Low * factor)?.ToString());
        json.WriteString("high", (report.Range?.High * factor)?.ToString());
        if (report.IsReached is { } isReached)
        {
            json.WriteBoolean("reached", isReached);
        }

        Write(json, "target", report.Goal, factor);
        Write(json, "actual", report.Actual, factor);
        Write(json, "attainment", report.Attainment, Rational.One);
        Write(json, "progress", report.Progress, Rational.One);
        Write(json, "remaining", report.Remaining, factor);
        Write(json, "pace", report.Pace, Rational.One);
        Write(json, "expected", report.Expected, factor);
        json.WriteStartArray("periods");
        foreach (TargetPeriod period in report.Periods)
        {
            json.WriteStartObject();
            Write(json, period.Period);
            Write(json, "target", period.Goal, factor);
            Write(json, "actual", period.Actual, factor);
            Write(json, "attainment", period.Attainment, Rational.One);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Texts(json, "findings", report.Findings.Select(f => f.ToString()));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Baseline? baseline)
    {
        if (baseline is null)
        {
            return;
        }

        json.WriteString("definitionHash", baseline.DefinitionHash);
        json.WriteString("takenAt", InstantPattern.ExtendedIso.Format(baseline.TakenAt));
        if (baseline.Position is { } position)
        {
            json.WriteNumber("position", position);
        }
    }

    private static void Write(Utf8JsonWriter json, ReportingPeriod period)
    {
        json.WriteString("label", period.Label);
        json.WriteString("from", LocalDatePattern.Iso.Format(period.Start));
        json.WriteString("to", LocalDatePattern.Iso.Format(period.End));
    }

    private static void Write(Utf8JsonWriter json, string name, Cell cell, Rational factor)
    {
        json.WriteStartObject(name);
        json.WriteString("value", (cell.Value * factor)?.ToString());
        json.WriteString("numerator", cell.Numerator.ToString());
        json.WriteString("denominator", cell.Denominator.ToString());
        json.WriteNumber("n", cell.N);
        json.WriteNumber("rows", cell.Rows);
        json.WriteString("reason", cell.Reason == CellReason.None ? null : CellFormat.Code(cell.Reason));
        Texts(json, "flags", CellFormat.Codes(cell.Flags));
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
