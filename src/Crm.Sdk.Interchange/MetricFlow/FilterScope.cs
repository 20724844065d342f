using Crm.Sdk.Facts;
using Crm.Sdk.Interchange.Findings;
using Crm.Sdk.Interchange.Sql;
using Crm.Sdk.Interchange.Yaml;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Values;

namespace Crm.Sdk.Interchange.MetricFlow;

/// <summary>A filter names something that it cannot.</summary>
internal sealed class FilterProblemException(string code, string message, string mend) : Exception(message)
{
    public string Code { get; } = code;

    public string Mend { get; } = mend;
}

/// <summary>The names in a filter over the rows of a fact: entities, and dimensions behind them.</summary>
internal sealed class FilterScope(FactBook book, FactDraft fact) : SqlScope
{
    private static readonly string[] Grains = ["nanosecond", "microsecond", "millisecond", "second", "minute", "hour", "day", "week", "month", "quarter", "year"];

    public override bool IsOverRows => true;

    public override Expression Column(SqlColumn column) => throw new FilterProblemException(
        InterchangeCodes.UnknownReference, $"A filter names the column '{column.Name}' itself", "Name a dimension: {{ Dimension('entity__dimension') }}.");

    public override Expression Reference(SqlReference reference)
    {
        string[] parts = reference.Name.Split("__");
        string? grain = reference.Grain;
        if (reference.Kind == "Metric")
        {
            throw new FilterProblemException(InterchangeCodes.UnreadSql, $"A filter by the metric '{reference.Name}' asks for members, not rows", "Declare a segment, and ask for it: segment … = customer where count(order) > 5.");
        }

        if (reference.Kind != "Entity" && parts.Length > 1 && Grains.Contains(parts[^1], StringComparer.Ordinal))
        {
            grain = parts[^1];
            parts = parts[..^1];
        }

        if (parts is ["metric_time"])
        {
            throw new FilterProblemException(InterchangeCodes.TimeFilter, "A filter over 'metric_time' asks for some periods", "Ask the question over a range, or compare with a period: .to(2026-01-01).");
        }

        return Resolve(reference, [.. reference.EntityPath, .. parts[..^1]], parts[^1], grain);
    }

    private NameExpression Resolve(SqlReference reference, IReadOnlyList<string> entities, string element, string? grain)
    {
        FactDraft at = fact;
        var path = new List<string>();
        foreach (string entity in entities)
        {
            FieldDraft? step = at.Elements.GetValueOrDefault(entity);
            if (step is { Role: FieldRole.Reference })
            {
                path.Add(step.Name);
                at = book.Find(step.Target!)!;
            }
            else if (entity != at.PrimaryEntity)
            {
                throw Unknown(reference, $"'{at.Name}' does not lead to '{entity}'");
            }
        }

        if (!at.Elements.TryGetValue(element, out FieldDraft? field))
        {
            throw Unknown(reference, $"'{at.Name}' has no {(reference.Kind == "Entity" ? "entity" : "dimension")} '{element}'");
        }

        bool isDate = field.Type?.Kind == DataKind.Date;
        if (grain is not null && !(isDate && grain == "day"))
        {
            throw new FilterProblemException(InterchangeCodes.TimeFilter, $"A filter by the {grain} of '{reference.Name}' compares periods of time",
                isDate ? "Compare the days: {{ TimeDimension('…', 'day') }}." : "Ask the question over a range, or keep the day as a dimension of its own.");
        }

        NameExpression name = Trees.Name([.. path, field.Name]);
        Fields[name] = field;
        return name;
    }

    private static FilterProblemException Unknown(SqlReference reference, string message) =>
        new(InterchangeCodes.UnknownReference, $"A filter names '{reference.Name}', and {message}", "Import the model that has it together with this one, or name what the rows lead to.");
}

/// <summary>Makes conditions of filters.</summary>
internal sealed class FilterBuilder(FactBook book)
{
    /// <summary>Whether filters, which can be read, ask only for the fields with these names, or for what lies behind them.</summary>
    public bool IsAbout(IEnumerable<YamlScalar> filters, FactDraft fact, IReadOnlyCollection<string> names)
    {
        foreach (YamlScalar filter in filters)
        {
            var scope = new FilterScope(book, fact);
            new SqlTranslator(scope, book.Options.QuotientScale).Condition(SqlParser.Read(filter.Value, out _)!);
            if (scope.Fields.Keys.Any(n => n is not NameExpression { Parts: [var first, ..] } || !names.Contains(first, StringComparer.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The conditions over the rows of a fact as one.</summary>
    /// <returns>False after a finding about <paramref name="what"/>.</returns>
    public bool TryBuild(IEnumerable<YamlScalar> filters, FactDraft fact, string what, out Expression? condition)
    {
        const int Most = 100;
        condition = null;
        var all = new List<Expression?>();
        foreach (YamlScalar filter in filters)
        {
            (string code, string message, string mend) problem;
            if (all.Count == Most)
            {
                problem = (InterchangeCodes.UnreadSql, $"There are more than {Most} filters here", "Give what they say together a dimension of its own.");
            }
            else if (SqlParser.Read(filter.Value, out string unread) is not { } sql)
            {
                problem = (InterchangeCodes.UnreadSql, $"The filter is not read: {unread}", "Give what it computes a dimension of its own.");
            }
            else
            {
                try
                {
                    all.Add(new SqlTranslator(new FilterScope(book, fact), book.Options.QuotientScale).Condition(sql));
                    continue;
                }
                catch (FilterProblemException e)
                {
                    problem = (e.Code, e.Message, e.Mend);
                }
                catch (SqlProblemException e)
                {
                    problem = (InterchangeCodes.UnreadSql, $"The filter is not read: {e.Message}", "Give what it computes a dimension of its own.");
                }
            }

            book.Log.Error(problem.code, filter.Place, $"{problem.message}. {what} is not imported.", problem.mend);
            return false;
        }

        condition = Trees.And(all);
        return true;
    }
}
