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
        var left = new Queue<object?[]>(random.Shuffled(Enumerable.Range(1, rows)).Select(i => Row(fact, stored, i)));
        bool sharing = random.Chance(60);
        while (left.Count > 0)
        {
            int take = random.Chance(40) ? left.Count : random.Next(1, left.Count + 1);
            batches.Add(new CaseBatch { SharesDictionary = sharing || random.Chance(20), Rows = [.. Enumerable.Range(0, take).Select(_ => left.Dequeue())] });
        }

        return new CaseTable { Fact = fact.Name, Fields = ["id", .. stored.Select(f => f.Name)], Batches = batches };
    }

    /// <summary>How many rows an entity has at most.</summary>
    public static int MostEntities(int mostRows) => 2 + (mostRows / 8);

    private object?[] Row(DrawnFact fact, DrawnField[] stored, int number)
    {
        object key = fact.HasIntegerKey ? (long)number : KeyOf(number);
        return [key, .. stored.Select(f => random.Chance(f.Nulls) ? null : f.Draw())];
    }
}
