using System.Globalization;
using System.Text;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Counts in how many questions of made-up cases each thing occurred that an executor could get wrong.</summary>
public sealed class CaseCoverage
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Creates an empty count of everything that is to occur.</summary>
    public CaseCoverage()
    {
        foreach (string name in CoverageClasses.All)
        {
            _counts.Add(name, 0);
        }
    }

    /// <summary>Questions that were counted.</summary>
    public int Questions { get; private set; }

    /// <summary>What occurred in no question.</summary>
    public IReadOnlyList<string> Missing => [.. _counts.Where(c => c.Value == 0).Select(c => c.Key)];

    /// <summary>Counts what a question is about, over which rows, and what its answer shows.</summary>
    public void Count(CrmModel model, FactSet facts, BoundQuery query, Cube answer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(answer);
        Questions++;
        foreach (string name in CoverageClasses.OfRows(facts, query)
            .Concat(CoverageClasses.OfDefinitions(query)).Concat(CoverageClasses.OfQuestion(query)).Concat(StateClasses.OfDimensions(query)).Concat(AttributionClasses.Of(facts, query)).Concat(CoverageClasses.OfAnswer(answer)).Distinct())
        {
            _counts[name] = _counts.TryGetValue(name, out int count) ? count + 1 : throw new InvalidOperationException($"'{name}' is not declared.");
        }
    }

    /// <summary>The counts, several to a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"of {Questions} questions\n"));
        foreach (var group in _counts.GroupBy(c => c.Key.Split(':')[0], StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{group.Key}: ")
                .AppendJoin(", ", group.Select(c => $"{c.Key[(group.Key.Length + 2)..]} {c.Value}")).Append('\n');
        }

        return text.ToString();
    }
}
