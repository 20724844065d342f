using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using NodaTime.Text;

namespace Crm.Sdk.Evaluation.Differences;

/// <summary>Writes a difference as JSON in the format <see cref="Format"/>, without loss.</summary>
/// <remarks>
/// Members of the object: <c>format</c>; <c>before</c> and <c>after</c> with the position, the instant and the hash of each metric;
/// <c>steps</c> with cause, fact and rows, each with its key, position and the time at which it was recorded; <c>cells</c> with metric,
/// <c>at</c> (the label on each axis), the two values, the difference, and <c>parts</c> (the number of the step, the values before and
/// after it, the difference). Values are in the metric's unit and exact; parts sum to the difference of their cell.
/// </remarks>
public static class DifferenceJson
{
    /// <summary>The name and version of the format.</summary>
    public const string Format = "crm-difference/1";

    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Writes a difference as a text.</summary>
    public static string Write(AnswerDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            WriteMembers(json, difference);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>Writes the members of the object.</summary>
    /// <param name="json">Where they are written, standing in an object.</param>
    /// <param name="difference">The difference.</param>
    public static void WriteMembers(Utf8JsonWriter json, AnswerDifference difference)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(difference);
        json.WriteString("format", Format);
        WriteCube(json, "before", difference.Before);
        WriteCube(json, "after", difference.After);
        json.WriteStartArray("steps");
        foreach (DifferenceStep step in difference.Steps)
        {
            WriteStep(json, step);
        }

        json.WriteEndArray();
        json.WriteStartArray("cells");
        var numbers = difference.Steps.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i);
        foreach (CellDifference cell in difference.Cells)
        {
            WriteCell(json, difference, cell, numbers);
        }

        json.WriteEndArray();
    }

    private static void WriteCube(Utf8JsonWriter json, string name, Cube cube)
    {
        json.WriteStartObject(name);
        if (cube.Meta.Position is { } position)
        {
            json.WriteNumber("position", position);
        }

        json.WriteString("now", InstantPattern.ExtendedIso.Format(cube.Meta.Now));
        json.WriteStartObject("metrics");
        foreach (BoundMetric metric in cube.Metrics)
        {
            json.WriteString(metric.Name, metric.Hash);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStep(Utf8JsonWriter json, DifferenceStep step)
    {
        json.WriteStartObject();
        json.WriteString("cause", CellFormat.Code(step.Cause));
        json.WriteString("fact", step.Fact?.Name);
        json.WriteStartArray("rows");
        foreach (FactRowChange row in step.Rows)
        {
            json.WriteStartObject();
            json.WriteString("key", row.Key);
            json.WriteNumber("position", row.Commit.Position);
            json.WriteString("recordedAt", InstantPattern.ExtendedIso.Format(row.Commit.RecordedAt));
            json.WriteString("cause", row.Commit.Cause);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCell(Utf8JsonWriter json, AnswerDifference difference, CellDifference cell, Dictionary<DifferenceStep, int> numbers)
    {
        CellFormat format = CellFormat.Of(difference.After, cell.Metric);
        json.WriteStartObject();
        json.WriteString("metric", difference.After.Metrics[cell.Metric].Name);
        json.WriteStartArray("at");
        foreach (AxisMember member in cell.Members)
        {
            json.WriteStringValue(member.Label);
        }

        json.WriteEndArray();
        WriteValues(json, format, cell.Before, cell.After, cell.Difference);
        json.WriteStartArray("parts");
        foreach (DifferencePart part in cell.Parts)
        {
            json.WriteStartObject();
            json.WriteNumber("step", numbers[part.Step]);
            WriteValues(json, format, part.Before, part.After, part.Difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, CellFormat format, Cell? before, Cell? after, Values.Rational difference)
    {
        json.WriteString("before", before is null ? null : format.Exact(before));
        json.WriteString("after", after is null ? null : format.Exact(after));
        json.WriteString("difference", format.Exact(new Cell { Value = difference }));
    }
}
