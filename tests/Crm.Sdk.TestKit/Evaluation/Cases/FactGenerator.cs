using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <summary>Makes up facts: entities that may refer to one another, and events that refer to them once, twice or over a chain.</summary>
internal sealed partial class FactGenerator(Random random, Moments moments, int mostRows)
{
    /// <summary>Texts whose order by code point is not their order by UTF-16 unit or by culture.</summary>
    public static readonly string[] Texts = ["web", "Web", "shop", "", "it's", "ä", "z", "\uFFFD", "😀", "won", "lost"];

    private static readonly long[] SmallNumbers = [0, 0, 1, 1, 2, 3, 5, 10, -1, -2, -5, 100, 7];

    private static readonly long[] HugeNumbers =
        [long.MaxValue, long.MaxValue, long.MaxValue - 1, long.MinValue, long.MinValue + 1, 9_000_000_000_000_000_000, -9_000_000_000_000_000_000, 4_000_000_000, 0, 1];

    /// <summary>Two to four facts with their stored fields, and fields derived from them.</summary>
    public IReadOnlyList<DrawnFact> Facts()
    {
        var facts = new List<DrawnFact>();
        string[] entities = ["region", "customer", "product"];
        string[] events = ["order", "visit"];
        foreach (string name in entities[random.Weighted((3, 1), (2, 0))..random.Weighted((2, 2), (3, 3))].DefaultIfEmpty("customer"))
        {
            facts.Add(Fact(name, true, facts));
        }

        foreach (string name in events[..random.Weighted((3, 1), (2, 2))])
        {
            facts.Add(Fact(name, false, facts));
        }

        if (random.Chance(45))
        {
            facts.Add(Interval(random.Pick([.. facts.Where(f => f.IsEntity)])));
        }

        if (random.Chance(35))
        {
            facts.Add(Snapshot(random.Pick([.. facts.Where(f => f.IsEntity)])));
        }

        foreach (DrawnFact fact in facts)
        {
            Derive(fact, new RowExpressions(random, facts, moments));
        }

        return facts;
    }

    private DrawnFact Fact(string name, bool isEntity, List<DrawnFact> earlier)
    {
        var fact = new DrawnFact { Name = name, IsEntity = isEntity, HasIntegerKey = random.Chance(30) };
        AddTimes(fact, isEntity ? random.Next(0, 3) : random.Weighted((1, 0), (6, 1), (5, 2), (4, 3)));
        AddReferences(fact, earlier);
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            AddDimension(fact, $"d{i}");
        }

        for (int i = random.Next(1, isEntity ? 2 : 4); i > 0; i--)
        {
            AddMeasure(fact, $"v{i}");
        }

        AddMixed(fact);
        return fact;
    }

    // Amounts with the code of their currency beside them, which may be missing, or that of none.
    private void AddMixed(DrawnFact fact)
    {
        if (!random.Chance(40))
        {
            return;
        }

        string[] codes = random.Shuffled(["EUR", "USD", "JPY", "KWD", random.Pick(["EUR", "XXQ", "eur"])])[..random.Next(1, 6)];
        bool folds = random.Chance(15), isHuge = random.Chance(15);
        fact.Fields.Add(new DrawnField
        {
            Name = "cur", Role = FieldRole.Dimension, Type = DataType.Text, Modifiers = folds ? "fold" : "", Nulls = random.Pick([0, 0, 0, 5]),
            Draw = () => folds ? StorageForm.Fold(random.Pick(codes)) : random.Pick(codes),
        });
        fact.Fields.Add(new DrawnField
        {
            Name = "mix", Role = FieldRole.Measure, Type = DataType.MoneyBy("cur", random.Pick([2, 4, 0])), Nulls = random.Pick([0, 10, 40]),
            Draw = () => isHuge && random.Chance(50) ? random.Pick(HugeNumbers) : random.Pick(SmallNumbers),
        });
    }

    // States of an entity, which may be the history of one of its attributes.
    private DrawnFact Interval(DrawnFact entity)
    {
        bool isDate = random.Chance(30), mayOverlap = random.Chance(20);
        int all = DataGenerator.MostEntities(mostRows);
        var owner = new DrawnField
        {
            Name = random.Chance(70) ? entity.Name : "whose", Role = FieldRole.Reference, Type = DataType.Reference(entity.Name), IsOfKey = true,
            Draw = () => DataGenerator.KeyOf(random.Next(all) + 1), Nulls = random.Pick([0, 10]),
        };
        var fact = new DrawnFact { Name = "stay", IsEntity = false, HasIntegerKey = false, EntityOfInterval = owner, MayOverlap = mayOverlap };
        Func<object> draw = isDate ? moments.DayValue : moments.InstantValue;
        DrawnField Time(string name) => new()
        {
            Name = name, Role = FieldRole.Time, Type = isDate ? DataType.Date : DataType.Instant, IsOfKey = true, Draw = draw, Nulls = random.Pick([0, 5, 10]),
        };
        fact.Fields.AddRange([owner, Time("came"), Time("went")]);
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            AddDimension(fact, $"d{i + 3}");
        }

        for (int i = random.Next(1, 3); i > 0; i--)
        {
            AddMeasure(fact, $"v{i}");
        }

        AddMixed(fact);
        DrawnField attribute = random.Pick([.. entity.Fields.Where(f => f.Role == FieldRole.Dimension && f.Name != "cur")]);
        if (!mayOverlap && random.Chance(85))
        {
            string folds = attribute.Modifiers.Contains("fold", StringComparison.Ordinal) ? "fold" : "";
            string name = random.Chance(50) ? attribute.Name : "was";
            fact.Fields.Add(new DrawnField { Name = name, Role = attribute.Role, Type = attribute.Type, Modifiers = folds, Nulls = 10, Draw = attribute.Draw });
            attribute.Modifiers = $"{folds} history stay{(name == attribute.Name ? "" : ".was")}{(random.Chance(25) ? " default now" : "")}".Trim();
        }

        return fact;
    }

    private void AddTimes(DrawnFact fact, int count)
    {
        int byDefault = random.Next(-1, count);
        for (int i = 0; i < count; i++)
        {
            bool isDate = random.Chance(40);
            bool isPlanned = random.Chance(25);
            fact.Fields.Add(new DrawnField
            {
                Name = $"t{i}", Role = FieldRole.Time, Type = isDate ? DataType.Date : DataType.Instant,
                Modifiers = $"{(i == byDefault ? "default " : "")}{(isPlanned ? "planned" : "")}".Trim(),
                Draw = isDate ? moments.DayValue : moments.InstantValue, Nulls = random.Pick([0, 0, 10, 25]),
            });
        }
    }

    // The direct name of an entity, two ways to one entity, a chain that begins at another event, or a fact that refers to itself.
    private void AddReferences(DrawnFact fact, List<DrawnFact> earlier)
    {
        foreach (DrawnFact target in earlier)
        {
            string[] names = fact.IsEntity && !target.IsEntity ? [] : random.Weighted<string[]>(
                (5, [target.Name]), (2, [target.Name, $"other_{target.Name}"]), (1, [$"one_{target.Name}", $"two_{target.Name}"]), (2, [$"my_{target.Name}"]), (2, []));
            foreach (string name in names)
            {
                AddReference(fact, name, target.Name);
            }
        }

        if (random.Chance(8))
        {
            AddReference(fact, "parent", fact.Name);
        }
    }

    private void AddReference(DrawnFact fact, string name, string target)
    {
        int all = DataGenerator.MostEntities(mostRows);
        int used = random.Pick([3, all, all, all + 2]);
        fact.Fields.Add(new DrawnField
        {
            Name = name, Role = FieldRole.Reference, Type = DataType.Reference(target), Draw = () => DataGenerator.KeyOf(random.Next(used) + 1), Nulls = random.Pick([0, 10, 30]),
        });
    }

    private void AddDimension(DrawnFact fact, string name)
    {
        DataType type = random.Weighted(
            (5, DataType.Text), (2, DataType.Boolean), (2, DataType.Integer), (2, DataType.Date), (1, DataType.Decimal(random.Next(0, 4))), (1, DataType.Instant));
        bool folds = type.Kind == DataKind.Text && random.Chance(30);
        bool hasHistory = random.Chance(15);
        string[] texts = random.Shuffled(Texts)[..random.Next(1, 6)];
        fact.Fields.Add(new DrawnField
        {
            Name = name, Role = FieldRole.Dimension, Type = type, Modifiers = $"{(folds ? "fold " : "")}{(hasHistory ? "history" : "")}".Trim(),
            Nulls = random.Pick([0, 10, 30]),
            Draw = type.Kind switch
            {
                DataKind.Text when folds => () => StorageForm.Fold(random.Pick(texts)),
                DataKind.Text => () => random.Pick(texts),
                DataKind.Boolean => () => (long)random.Next(2),
                DataKind.Date => moments.DayValue,
                DataKind.Instant => moments.InstantValue,
                _ => () => random.Pick(SmallNumbers),
            },
        });
    }

    private void AddMeasure(DrawnFact fact, string name)
    {
        DataType type = random.Weighted(
            (5, DataType.Integer), (3, DataType.Decimal(random.Pick([0, 1, 2, 4, 9]))), (4, DataType.Money(Currency.Get("EUR"))),
            (1, DataType.Money(Currency.Get("EUR"), random.Pick([0, 4]))), (1, DataType.Money(Currency.Get("USD"))), (2, DataType.Duration));
        bool isHuge = random.Chance(30), isNothing = random.Chance(4);
        int wide = random.Pick([3, 1000, 2_000_000]);
        Func<object> small = () => random.Chance(60) ? random.Pick(SmallNumbers) : random.NextInt64(-wide, wide);
        fact.Fields.Add(new DrawnField
        {
            Name = name, Role = FieldRole.Measure, Type = type, Nulls = isNothing ? 100 : random.Pick([0, 10, 40]),
            Draw = isHuge ? () => random.Chance(70) ? random.Pick(HugeNumbers) : small() : small,
        });
    }

    private void Derive(DrawnFact fact, RowExpressions rows)
    {
        for (int i = random.Next(0, 4); i > 0; i--)
        {
            DataType type = random.Weighted(
                (3, DataType.Text), (2, DataType.Boolean), (4, DataType.Decimal(DataType.MaxScale)), (2, DataType.Money(Currency.Get("EUR"), DataType.MaxScale)),
                (2, DataType.Duration), (2, DataType.Date), (1, DataType.Instant));
            bool isTime = type.Kind is DataKind.Date or DataKind.Instant;
            string formula = rows.OfType(type, fact, "", 2);
            fact.Fields.Add(new DrawnField
            {
                Name = $"x{i}", Type = type, Formula = formula, Modifiers = isTime && random.Chance(25) ? "planned" : "",
                Role = isTime ? FieldRole.Time : type.IsAdditive ? FieldRole.Measure : FieldRole.Dimension,
            });
        }
    }
}
