using Crm.Sdk.Facts;
using Crm.Sdk.Values;

namespace Crm.Sdk.TestKit.Evaluation.Cases;

/// <content>Snapshots.</content>
internal sealed partial class FactGenerator
{
    private DrawnFact Snapshot(DrawnFact entity)
    {
        bool isDate = random.Chance(50);
        int few = Math.Max(2, DataGenerator.MostEntities(mostRows) / 2);
        var owner = new DrawnField
        {
            Name = random.Chance(70) ? entity.Name : "whose", Role = FieldRole.Reference, Type = DataType.Reference(entity.Name), IsOfKey = true,
            Draw = () => DataGenerator.KeyOf(random.Next(few) + 1), Nulls = random.Pick([0, 10]),
        };
        var fact = new DrawnFact { Name = "stock", IsEntity = false, HasIntegerKey = false, EntityOfSnapshot = owner };
        fact.Fields.AddRange([owner, new DrawnField
        {
            Name = "seen", Role = FieldRole.Time, Type = isDate ? DataType.Date : DataType.Instant, IsOfKey = true, Draw = isDate ? moments.DayValue : moments.InstantValue,
            Nulls = random.Pick([0, 5]),
        }]);
        AddTimes(fact, random.Weighted((2, 0), (3, 1)));
        foreach (DrawnField time in fact.Fields.Skip(2))
        {
            time.Modifiers = time.Modifiers.Replace("default", "", StringComparison.Ordinal).Trim();
        }

        for (int i = random.Next(1, 3); i > 0; i--)
        {
            AddDimension(fact, $"d{i + 5}");
        }

        DrawnField[] others = [.. fact.Fields.Skip(2)];
        fact.Parts = random.Chance(40) ? [random.Pick(others).Name] : [];
        for (int i = random.Next(1, 3); i > 0; i--)
        {
            AddMeasure(fact, $"v{i}");
        }

        return fact;
    }
}
