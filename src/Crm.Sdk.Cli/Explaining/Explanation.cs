using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Sdk.Cli.Querying;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Import.Workspaces;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Language.Syntax;

namespace Crm.Sdk.Cli.Explaining;

/// <summary>What a metric means: its definition, those that it stands on, the plan, and perhaps one value.</summary>
internal sealed class Explanation
{
    /// <summary>The format of the JSON.</summary>
    public const string JsonFormat = "crm-explanation/1";

    private readonly BoundMetric _metric;
    private readonly Declaration _declaration;
    private readonly IReadOnlyList<Foundation> _foundations;
    private readonly MetricQuery _query;
    private readonly string _plan;
    private readonly CellPick? _pick;
    private readonly CellRows? _rows;

    public Explanation(Workspace workspace, MetricQuery query, string plan, CellPick? pick, CellRows? rows)
    {
        _rows = rows;
        _query = query;
        _plan = plan;
        _pick = pick;
        BoundTarget? target = workspace.Model.Targets.Values.FirstOrDefault(t => t.Actual.Name == query.Metrics[0]);
        _metric = target?.Actual ?? workspace.Model.Metrics[query.Metrics[0]];
        _declaration = (Declaration?)target?.Declaration ?? workspace.Documents.SelectMany(d => d.Declarations).OfType<MetricDeclaration>()
            .Where(m => m.Name == _metric.Name.Split('@')[0]).OrderBy(m => m.Version ?? 1).Last(m => !_metric.Name.Contains('@', StringComparison.Ordinal) || _metric.Name == $"{m.Name}@{m.Version ?? 1}");
        _foundations = Foundation.Of(workspace, _metric);
    }

    private string Better => _metric.Better switch { Direction.Up => "up", Direction.Down => "down", _ => "" };

    /// <summary>The explanation for people.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        text.Append($"{_metric.Title ?? _metric.Name}\n  {CrmPrinter.Print(_declaration)}\n\n");
        text.Append($"Shown in {_metric.Unit}");
        text.Append(_metric.Better switch { Direction.Up => "; more is better", Direction.Down => "; less is better", _ => "" });
        text.Append(_metric.Minimum > 0 ? string.Create(CultureInfo.InvariantCulture, $"; only where {_metric.Minimum} or more contribute") : "").Append(".\n");
        text.Append("\nStands on\n");
        foreach (Foundation foundation in _foundations)
        {
            text.Append($"  {foundation.Text.ReplaceLineEndings("\n  ")}\n    {foundation.Place}\n");
        }

        text.Append("\nHow it is computed\n");
        foreach (string line in _plan.TrimEnd('\n').Split('\n'))
        {
            text.Append($"  {line}\n");
        }

        if (_pick is not null)
        {
            string where = string.Concat(_pick.Members.Select(m => $", {m.Axis} {m.Member}"));
            text.Append($"\n{QueryWords.Heading(_query)}{where}\n  {CellFormat.Of(_pick.Cube, 0).Text(_pick.Cell)}\n  {CellSentence.Of(_pick, _declaration)}\n");
            text.Append(_rows?.Text());
        }

        return text.ToString();
    }

    /// <summary>The explanation for other programs.</summary>
    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteString("format", JsonFormat);
        json.WriteString("name", _metric.Name);
        json.WriteString("title", _metric.Title);
        json.WriteString("hash", _metric.Hash);
        json.WriteString("unit", _metric.Unit.Name);
        json.WriteString("better", Better.Length == 0 ? null : Better);
        json.WriteNumber("minimum", _metric.Minimum);
        json.WriteString("definition", CrmPrinter.Print(_declaration));
        json.WriteStartArray("standsOn");
        foreach (Foundation foundation in _foundations)
        {
            json.WriteStartObject();
            json.WriteString("kind", foundation.Kind);
            json.WriteString("name", foundation.Name);
            json.WriteString("definition", foundation.Text);
            json.WriteString("place", foundation.Place);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("lineage");
        foreach (string line in _metric.Lineage)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteString("plan", _plan);
        WriteCell(json);
    }

    private void WriteCell(Utf8JsonWriter json)
    {
        if (_pick is null)
        {
            json.WriteNull("cell");
            return;
        }

        json.WriteStartObject("cell");
        json.WriteString("range", QueryWords.Heading(_query));
        json.WriteStartObject("at");
        foreach ((string axis, string member) in _pick.Members)
        {
            json.WriteString(axis, member);
        }

        json.WriteEndObject();
        var format = CellFormat.Of(_pick.Cube, 0);
        Cell cell = _pick.Cell;
        json.WriteString("value", format.Exact(cell));
        json.WriteString("shown", format.Shown(cell));
        json.WriteString("numerator", cell.Numerator.ToString());
        json.WriteString("denominator", cell.Denominator.ToString());
        json.WriteNumber("n", cell.N);
        json.WriteNumber("rows", cell.Rows);
        json.WriteString("reason", cell.Reason == CellReason.None ? null : CellFormat.Words(cell.Reason));
        json.WriteString("sentence", CellSentence.Of(_pick, _declaration));
        _rows?.WriteJson(json);
        json.WriteEndObject();
    }
}
