using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Execution.Columnar;
using Crm.Sdk.Evaluation.Execution.Reference;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Asks both executors the questions of a case and compares the answers.</summary>
public static class DifferentialRun
{
    private const string Threw = "columnar threw";

    /// <summary>The first difference in words, or null when both give the same cubes, or neither could be asked.</summary>
    /// <param name="drawn">The case.</param>
    /// <param name="seen">Is shown what the reference answered.</param>
    public static string? Difference(DifferentialCase drawn, Action<CrmModel, FactSet, BoundQuery, Cube>? seen = null)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        if (drawn.Model() is not { } model)
        {
            return null;
        }

        FactSet facts = drawn.Facts(model);
        var columnar = new ColumnarExecutor(model, facts);
        for (int i = 0; i < drawn.Queries.Count; i++)
        {
            if (QueryBinder.Bind(model, drawn.Queries[i]).Value is not { } query)
            {
                continue;
            }

            Cube expected;
            try
            {
                expected = new ReferenceExecutor().Evaluate(query, facts);
            }
            catch (InvalidDefinitionException e) when (e.Findings.Any(f => f.Code is "CRM3030" or "CRM3031"))
            {
                // What is left of a case that is made smaller may be no states any more.
                continue;
            }

            seen?.Invoke(model, facts, query, expected);
            if (Compare(expected, columnar, query) is { } difference)
            {
                return $"question {i + 1}: {difference}";
            }
        }

        return null;
    }

    /// <summary>The first wrong answer among the cases of several seeds, with its seed; null when there is none. A crash is no answer.</summary>
    /// <param name="firstSeed">The first seed.</param>
    /// <param name="count">How many seeds follow, itself included.</param>
    /// <param name="mostRows">How many rows an event has at most.</param>
    public static string? FirstWrongAnswer(int firstSeed, int count, int mostRows)
    {
        for (int seed = firstSeed; seed < firstSeed + count; seed++)
        {
            if (Difference(new CaseGenerator(seed, mostRows).Next()) is { } difference && !difference.Contains(Threw, StringComparison.Ordinal))
            {
                return $"seed {seed}: {difference}";
            }
        }

        return null;
    }

    // Whatever the other executor throws is a difference too.
    private static string? Compare(Cube expected, ColumnarExecutor columnar, BoundQuery query)
    {
        try
        {
            return CubeDifference.Find(expected, columnar.Evaluate(query));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{Threw} {e}";
        }
    }
}
