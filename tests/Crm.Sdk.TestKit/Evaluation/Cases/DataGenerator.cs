using System.Globalization;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Makes up rows: unsorted, with ties, in several batches.</summary>
internal sealed class DataGenerator(Random random, int mostRows)
{
    private static readonly string[] FirstKeys = ["1", "2", "3", "4", "5", "01", "7", "x"];

    /// <summary>What references hold; tables have rows for the first of them only, so that the others dangle.</summary>
    public static string KeyOf(int number) => number <= FirstKeys.Length ? FirstKeys[number - 1] : number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The rows of a fact.</summary>
    public CaseTable Table(DrawnFact fact)
    {
        int entities = MostEntities(mostRows);
        int rows = fact.IsEntity ? random.Weighted((1, 0), (2, random.Next(0, 5)), (8, random.Next(entities / 2, entities + 1)))
            : random.Weighted((1, 0), (1, 1), (4, random.Next(2, 12)), (10, random.Next(mostRows / 4, mostRows + 1)));
        DrawnField[] stored = [.. fact.Fields.Where(f => f.Formula is null)];
        var batches = new List<CaseBatch>();
        IEnumerable<object?[]> drawn = fact.EntityOfSnapshot is not null ? Pictures(fact, stored, rows)
            : fact.EntityOfInterval is null ? Enumerable.Range(1, rows).Select(i => Row(fact, stored, i)) : States(fact, stored, rows);
        var left = new Queue<object?[]>(random.Shuffled(drawn));
        bool sharing = random.Chance(60);
        while (left.Count > 0)
        {
            int take = random.Chance(40) ? left.Count : random.Next(1, left.Count + 1);
            batches.Add(new CaseBatch { SharesDictionary = sharing || random.Chance(20), Rows = [.. Enumerable.Range(0, take).Select(_ => left.Dequeue())] });
        }

        return new CaseTable { Fact = fact.Name, Fields = [.. fact.EntityOfInterval is null && fact.EntityOfSnapshot is null ? ["id"] : Array.Empty<string>(), .. stored.Select(f => f.Name)], Batches = batches };
    }

    /// <summary>How many rows an entity has at most.</summary>
    public static int MostEntities(int mostRows) => 2 + (mostRows / 8);

    // Unless they may overlap, the states of an entity follow one another: with gaps, without a length, without an end, on the same boundaries.
    private List<object?[]> States(DrawnFact fact, DrawnField[] stored, int rows)
    {
        var states = new List<object?[]>();
        foreach (var own in Enumerable.Range(0, rows).Select(_ => stored.Select(f => random.Chance(f.Nulls) ? null : f.Draw()).ToArray()).GroupBy(r => (string?)r[0]))
        {
            object?[][] all = [.. own];
            long[] times = [.. Enumerable.Range(0, all.Length * 2).Select(_ => (long)stored[1].Draw()).Order()];
            for (int i = 0; i < all.Length; i++)
            {
                long from = times[2 * i], to = random.Chance(60) && i < all.Length - 1 ? times[(2 * i) + 2] : times[(2 * i) + 1];
                bool isOpen = all[i][2] is null || (i == all.Length - 1 && random.Chance(40));
                bool isFree = fact.MayOverlap || own.Key is null;
                all[i][1] = all[i][1] is null ? null : from;
                all[i][2] = isOpen && (isFree || i == all.Length - 1) ? null : random.Chance(10) ? from : isFree && random.Chance(50) ? times[^1] : to;
                states.Add(all[i]);
            }
        }

        return states;
    }

    // One row of each key at one time; rows without an entity or a time as they come. Many are of a few days, so that keys have several.
    private IEnumerable<object?[]> Pictures(DrawnFact fact, DrawnField[] stored, int rows)
    {
        object[] times = [.. Enumerable.Range(0, random.Next(2, 12)).Select(_ => stored[1].Draw())];
        int[] key = [0, 1, .. fact.Parts.Select(p => Array.FindIndex(stored, f => f.Name == p))];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < rows; i++)
        {
            object?[] row = [.. stored.Select((f, at) => random.Chance(f.Nulls) ? null : at == 1 && random.Chance(80) ? random.Pick(times) : f.Draw())];
            if (row[0] is null || row[1] is null || seen.Add(string.Join('|', key.Select(k => $"{row[k]?.ToString()?.Length}:{row[k]}"))))
            {
                yield return row;
            }
        }
    }

    private object?[] Row(DrawnFact fact, DrawnField[] stored, int number)
    {
        object key = fact.HasIntegerKey ? (long)number : KeyOf(number);
        return [key, .. stored.Select(f => random.Chance(f.Nulls) ? null : f.Draw())];
    }
}
