using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.TestKit.Evaluation.Cases;
using NodaTime;

namespace Crm.Sdk.TestKit.Evaluation.Histories;

/// <summary>How the rows of a case became known, made up from a seed: in another order than they happened, with corrections and retractions.</summary>
public sealed class DrawnHistory
{
    private readonly FactSchema[] _schemas;

    private DrawnHistory(FactSchema[] schemas, IReadOnlyList<Step> steps) => (_schemas, Steps) = (schemas, steps);

    /// <summary>What became known, in the order of positions.</summary>
    public IReadOnlyList<Step> Steps { get; }

    /// <summary>One commit.</summary>
    /// <param name="Position">Where it stands; positions have gaps.</param>
    /// <param name="RecordedAt">What the clock said; now and then it was set back.</param>
    /// <param name="Put">Rows that are so from then on.</param>
    /// <param name="Retracted">Rows that are not so any more.</param>
    public sealed record Step(long Position, Instant RecordedAt, IReadOnlyList<FactRecord> Put, IReadOnlyList<FactRecord> Retracted);

    /// <summary>Makes up a history of the rows of a case.</summary>
    public static DrawnHistory Of(DifferentialCase drawn, CrmModel model, int seed)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        ArgumentNullException.ThrowIfNull(model);
        var random = new Random(seed);
        FactSchema[] schemas = [.. model.Facts.Values.Select(f => f.Schema)];
        FactRecord[] rows = [.. schemas.SelectMany(s => Rows(drawn, s))];
        random.Shuffle(rows);
        var left = new Queue<FactRecord>(rows);
        var known = new Dictionary<(string, string), FactRecord>();
        var steps = new List<Step>();
        long position = 0;
        Instant time = drawn.Queries.Count > 0 ? drawn.Queries[0].Now - Duration.FromDays(30) : NodaConstants.UnixEpoch;
        while (left.Count > 0 && steps.Count < 40)
        {
            position += random.Next(1, 4);
            time += Duration.FromHours(random.Next(6) == 0 ? -random.Next(50) : random.Next(3) * random.Next(40));
            var put = new List<FactRecord>();
            var retracted = new List<FactRecord>();
            for (int i = random.Next(0, 1 + (rows.Length / 6)); i > 0 && left.Count > 0; i--)
            {
                put.Add(left.Dequeue());
            }

            foreach (FactRecord row in known.Values.Where(_ => random.Next(12) == 0).ToArray())
            {
                if (random.Next(3) == 0)
                {
                    retracted.Add(row);
                }
                else if (row.Schema.Shape != FactShape.Interval)
                {
                    put.Add(Corrected(row, rows, random));
                }
            }

            // What is retracted may come again.
            foreach (FactRecord row in retracted.Where(_ => random.Next(3) == 0))
            {
                left.Enqueue(row);
            }

            foreach (FactRecord row in retracted)
            {
                known.Remove(KeyOf(row));
            }

            foreach (FactRecord row in put)
            {
                known[KeyOf(row)] = row;
            }

            steps.Add(new Step(position, time, put, retracted));
        }

        return new DrawnHistory(schemas, steps);
    }

    /// <summary>The history as it was after so many steps.</summary>
    public FactHistory History(int steps)
    {
        var builder = new FactHistoryBuilder(_schemas);
        foreach (Step step in Steps.Take(steps))
        {
            builder.Commit(step.Position, step.RecordedAt);
            foreach (FactRecord row in step.Retracted)
            {
                builder.Retract(row);
            }

            foreach (FactRecord row in step.Put)
            {
                builder.Put(row);
            }
        }

        return builder.ToHistory();
    }

    /// <summary>The rows after so many steps, found without a history: what was written last of each row holds.</summary>
    public FactSet Replayed(int steps)
    {
        var rows = new Dictionary<(string, string), FactRecord>();
        foreach (Step step in Steps.Take(steps))
        {
            foreach (FactRecord row in step.Retracted)
            {
                rows.Remove(KeyOf(row));
            }

            foreach (FactRecord row in step.Put)
            {
                rows[KeyOf(row)] = row;
            }
        }

        return new FactSet(_schemas.Select(s => FactHistory.TableOf(s, rows.Values.Where(r => r.Schema == s))));
    }

    /// <summary>How many steps were committed by an instant, with clocks that were set back.</summary>
    public int CountAt(Instant instant)
    {
        int later = Steps.ToList().FindIndex(s => s.RecordedAt > instant);
        return later < 0 ? Steps.Count : later;
    }

    private static (string, string) KeyOf(FactRecord row) => (row.Schema.Name, FactHistory.IdentityOf(row));

    // Another row's values under the same key, or one of them.
    private static FactRecord Corrected(FactRecord row, FactRecord[] rows, Random random)
    {
        FactRecord[] same = [.. rows.Where(r => r.Schema == row.Schema)];
        FactRecord other = same[random.Next(same.Length)];
        int key = row.Schema.OrdinalOf(row.Schema.Key.Name);
        int only = random.Next(2) == 0 ? random.Next(row.Values.Count) : -1;
        return new FactRecord(row.Schema, [.. row.Values.Select((v, i) => i == key || (only >= 0 && i != only) ? v : other.Values[i])]);
    }

    // A state of nobody cannot be told from another.
    private static FactRecord[] Rows(DifferentialCase drawn, FactSchema schema)
    {
        if (drawn.Tables.FirstOrDefault(t => t.Fact == schema.Name) is not { } table)
        {
            return [];
        }

        int[] at = [.. schema.Fields.Select(f => table.Fields.ToList().IndexOf(f.Name))];
        int key = schema.OrdinalOf(schema.Key.Name);
        return table.Batches.SelectMany(b => b.Rows).Where(r => r[at[key]] is not null)
            .Select(r => new FactRecord(schema, [.. at.Select(i => r[i])])).DistinctBy(FactHistory.IdentityOf).ToArray();
    }
}
