using Crm.Sdk.Evaluation.Queries;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Leaves out what a failure does not need: questions, metrics, dimensions, segments, the range, definitions, rows and values.</summary>
public static class CaseShrinker
{
    /// <summary>A smaller case that still fails.</summary>
    /// <param name="failing">A case that fails.</param>
    /// <param name="fails">Whether a case fails; one that does not bind does not.</param>
    /// <param name="limit">When to stop, though more could be left out.</param>
    public static DifferentialCase Shrink(DifferentialCase failing, Func<DifferentialCase, bool> fails, CancellationToken limit = default)
    {
        ArgumentNullException.ThrowIfNull(failing);
        ArgumentNullException.ThrowIfNull(fails);
        bool shrinks = true;
        while (shrinks)
        {
            shrinks = false;
            foreach (Func<DifferentialCase, IEnumerable<DifferentialCase>> way in (Func<DifferentialCase, IEnumerable<DifferentialCase>>[])[Questions, Rows, Lines, Values])
            {
                while (!limit.IsCancellationRequested && way(failing).FirstOrDefault(c => !limit.IsCancellationRequested && fails(c)) is { } smaller)
                {
                    failing = smaller;
                    shrinks = true;
                }
            }
        }

        return failing;
    }

    private static IEnumerable<DifferentialCase> Questions(DifferentialCase c)
    {
        for (int i = 0; i < c.Queries.Count; i++)
        {
            if (c.Queries.Count > 1)
            {
                yield return c with { Queries = Without(c.Queries, i, 1) };
            }

            foreach (MetricQuery simpler in Simpler(c.Queries[i]))
            {
                yield return c with { Queries = [.. c.Queries.Take(i), simpler, .. c.Queries.Skip(i + 1)] };
            }
        }
    }

    private static IEnumerable<MetricQuery> Simpler(MetricQuery query)
    {
        for (int i = 0; i < query.Metrics.Count && query.Metrics.Count > 1; i++)
        {
            yield return query with { Metrics = Without(query.Metrics, i, 1) };
        }

        for (int i = 0; i < query.By.Count; i++)
        {
            yield return query with { By = Without(query.By, i, 1) };
        }

        for (int i = 0; i < query.Segments.Count; i++)
        {
            yield return query with { Segments = Without(query.Segments, i, 1) };
        }

        if (query.Grain is not null)
        {
            yield return query with { Grain = null };
        }

        if (query.From is not null)
        {
            yield return query with { From = null, To = null, Grain = null };
        }
    }

    private static IEnumerable<DifferentialCase> Rows(DifferentialCase c)
    {
        for (int t = 0; t < c.Tables.Count; t++)
        {
            CaseTable table = c.Tables[t];
            CaseBatch[] one = [new CaseBatch { SharesDictionary = true, Rows = [.. table.Batches.SelectMany(b => b.Rows)] }];
            if (table.Batches.Count > 1)
            {
                yield return With(c, t, table with { Batches = one });
            }

            for (int b = 0; b < table.Batches.Count; b++)
            {
                IReadOnlyList<object?[]> rows = table.Batches[b].Rows;
                for (int size = rows.Count; size > 0; size /= 2)
                {
                    for (int at = 0; at < rows.Count; at += size)
                    {
                        CaseBatch fewer = table.Batches[b] with { Rows = Without(rows, at, size) };
                        yield return With(c, t, table with { Batches = [.. table.Batches.Take(b), .. fewer.Rows.Count > 0 ? new[] { fewer } : [], .. table.Batches.Skip(b + 1)] });
                    }
                }
            }
        }
    }

    private static IEnumerable<DifferentialCase> Lines(DifferentialCase c)
    {
        for (int i = 0; i < c.Lines.Count; i++)
        {
            yield return c with { Lines = Without(c.Lines, i, 1) };
        }

        for (int i = 0; i < c.Lines.Count; i++)
        {
            int end = c.Lines[i].StartsWith("fact ", StringComparison.Ordinal) ? c.Lines.ToList().IndexOf("}", i) : -1;
            if (end > i)
            {
                yield return c with { Lines = Without(c.Lines, i, end - i + 1) };
            }
        }
    }

    // Values that are gone are easier to look past.
    private static IEnumerable<DifferentialCase> Values(DifferentialCase c)
    {
        for (int t = 0; t < c.Tables.Count; t++)
        {
            CaseTable table = c.Tables[t];
            for (int field = 1; field < table.Fields.Count; field++)
            {
                int at = field;
                if (table.Batches.Any(b => b.Rows.Any(r => r[at] is not null)))
                {
                    yield return With(c, t, table with
                    {
                        Batches = [.. table.Batches.Select(b => b with { Rows = [.. b.Rows.Select(r => (object?[])[.. r.Take(at), null, .. r.Skip(at + 1)])] })],
                    });
                }
            }
        }
    }

    private static DifferentialCase With(DifferentialCase c, int table, CaseTable changed) =>
        c with { Tables = [.. c.Tables.Take(table), changed, .. c.Tables.Skip(table + 1)] };

    private static T[] Without<T>(IReadOnlyList<T> items, int at, int count) => [.. items.Take(at), .. items.Skip(at + count)];
}
