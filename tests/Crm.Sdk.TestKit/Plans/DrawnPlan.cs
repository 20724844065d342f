using System.Reflection;
using System.Runtime.CompilerServices;
using Crm.Sdk.Objectives;
using Crm.Sdk.Plans;
using Crm.Sdk.Plans.Documents;
using Crm.Sdk.Plans.Parts;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.TestKit.Plans;

/// <summary>
/// Plans drawn from a seed: every property of every part is drawn from its type, so that a new property is part of the tests from the
/// day it exists. The values make no sense together.
/// </summary>
public sealed class DrawnPlan
{
    private static readonly string[] Texts = ["", "Wir gewinnen", "a \"b\" \\ c", "größer & <kleiner>", "zwei\nZeilen", "日本", "🙂", "null", "12", " spaces ", "a/b:c[d]"];
    private static readonly string[] Targets = [">= 85 %", "at most 48", "between 3 % and 4 %", "+5 %", "-3 points"];

    private readonly Random _random;
    private int _next;

    /// <summary>Draws from a seed.</summary>
    public DrawnPlan(int seed) => _random = new Random(seed);

    /// <summary>A plan with its objectives.</summary>
    public PlanDocument Document()
    {
        List<BusinessObjectiveDocument> business = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => (BusinessObjectiveDocument)Value(typeof(BusinessObjectiveDocument), 0)!)];
        business = [.. business.Select((b, i) => b with { Title = "Grow", Owner = "eve", Parent = i == 0 ? null : business[0].Id })];
        List<ObjectiveDocument> objectives = [.. Enumerable.Range(0, _random.Next(3)).Select(_ => Objective(business))];
        var body = (PlanBody)Value(typeof(PlanBody), 0)!;
        PlanContent content = body.Content with
        {
            Objectives = _random.Next(4) == 0 ? null : (body.Content.Objectives ?? new PlanObjectives()) with
            {
                Business = [.. business.Select(b => new PlannedBusinessObjective { Key = Key(), Id = b.Id })],
                Objectives = [.. objectives.Select(o => new PlannedObjective { Key = Key(), Id = o.Id, Themes = [ObjectiveTheme.Retention] })],
            },
        };
        return new PlanDocument
        {
            Id = new PlanId(Id()), Business = [.. business.OrderBy(b => b.Id.Value)], Objectives = [.. objectives.OrderBy(o => o.Id.Value)],
            Plan = body with
            {
                Title = "Plan", Owner = "ann", From = new LocalDate(2026, 1, 1), To = new LocalDate(2027, 1, 1), Content = content,
                Revisions = [.. body.Revisions.OrderBy(r => r.At).Select((r, i) => r with { Number = i + 1 })],
                Texts = [.. body.Texts.Select(t => t with { Section = Key() }).OrderBy(t => t.Section, StringComparer.Ordinal)],
            },
        };
    }

    /// <summary>The same plan with a few values changed, items added, taken away and moved.</summary>
    public PlanContent Edit(PlanContent content)
    {
        for (int n = _random.Next(1, 4); n > 0; n--)
        {
            content = (PlanContent)Edited(content, 0);
        }

        return content;
    }

    private ObjectiveDocument Objective(List<BusinessObjectiveDocument> business)
    {
        var body = (ObjectiveBody)Value(typeof(ObjectiveBody), 0)!;
        return new ObjectiveDocument
        {
            Id = new ObjectiveId(Id()),
            Objective = body with
            {
                State = body.State == ObjectiveState.Active ? ObjectiveState.Draft : body.State,
                Plan = body.Plan with
                {
                    Title = "Objective", Metric = "retention", From = new LocalDate(2026, 1, 1), To = new LocalDate(2026, 7, 1), Serves = [.. business.Where(_ => _random.Next(2) == 0).Select(b => b.Id)],
                },
            },
        };
    }

    private object Edited(object part, int depth)
    {
        PropertyInfo[] properties = [.. Settable(part.GetType()).Where(p => p.Name is not ("Key" or "Id"))];
        PropertyInfo property = properties[_random.Next(properties.Length)];
        object copy = part.GetType().GetMethod("<Clone>$")!.Invoke(part, null)!;
        property.SetValue(copy, property.GetValue(part) is { } old && _random.Next(3) > 0 ? Other(property.PropertyType, old, depth + 1) : Value(property, depth + 1));
        return copy;
    }

    private object? Other(Type type, object old, int depth)
    {
        if (!IsList(type, out Type? item))
        {
            return IsPart(type) ? Edited(old, depth) : Value(type, depth);
        }

        List<object> items = [.. ((System.Collections.IEnumerable)old).Cast<object>()];
        switch (items.Count == 0 ? 0 : _random.Next(4))
        {
            case 0:
                items.Insert(_random.Next(items.Count + 1), Value(item, depth)!);
                break;
            case 1:
                items.RemoveAt(_random.Next(items.Count));
                break;
            case 2:
                items.Reverse();
                break;
            default:
                int i = _random.Next(items.Count);
                items[i] = IsPart(item) ? Edited(items[i], depth) : Value(item, depth)!;
                break;
        }

        return ListOf(item, items);
    }

    private object? Value(PropertyInfo property, int depth)
    {
        bool required = property.IsDefined(typeof(RequiredMemberAttribute));
        bool nullable = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        return !required && nullable && _random.Next(3) == 0 ? null
            : property.Name is "Key" or "Section" ? Key()
            : Value(property.PropertyType, depth);
    }

    private object? Value(Type type, int depth)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain switch
        {
            _ when plain == typeof(string) => Texts[_random.Next(Texts.Length)],
            _ when plain == typeof(bool) => _random.Next(2) == 0,
            _ when plain == typeof(int) => _random.Next(-3, 9),
            _ when plain == typeof(long) => (long)_random.Next() << 20,
            _ when plain == typeof(decimal) => _random.Next(-5, 500) / 100m,
            _ when plain == typeof(Guid) => Id(),
            _ when plain == typeof(LocalDate) => new LocalDate(2026, 1, 1).PlusDays(_random.Next(800)),
            _ when plain == typeof(Instant) => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(_random.Next()),
            _ when plain == typeof(Money) => Money.Of(_random.Next(100_000) / 100m, "EUR"),
            _ when plain == typeof(Rational) => new Rational(_random.Next(-20, 20), _random.Next(1, 9)),
            _ when plain == typeof(TargetExpression) => TargetExpression.Parse(Targets[_random.Next(Targets.Length)]),
            { IsEnum: true } => Enum.GetValues(plain).GetValue(_random.Next(Enum.GetValues(plain).Length)),
            { IsValueType: true } => Activator.CreateInstance(plain, Id()),
            _ when IsList(plain, out Type? item) => ListOf(item, [.. Enumerable.Range(0, _random.Next(depth > 3 ? 2 : 3)).Select(_ => Value(item, depth + 1)!)]),
            _ => Part(plain, depth),
        };
    }

    private object Part(Type type, int depth)
    {
        object part = RuntimeHelpers.GetUninitializedObject(type);
        foreach (PropertyInfo property in Settable(type))
        {
            property.SetValue(part, Value(property, depth + 1));
        }

        return part;
    }

    private string Key() => $"k{_next++}";

    private Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null);

    private static bool IsPart(Type type) => type.IsClass && type != typeof(string) && type != typeof(TargetExpression);

    private static bool IsList(Type type, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Type? item)
    {
        item = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
        return item is not null;
    }

    private static Array ListOf(Type item, List<object> items)
    {
        var list = Array.CreateInstance(item, items.Count);
        for (int i = 0; i < items.Count; i++)
        {
            list.SetValue(items[i], i);
        }

        return list;
    }
}
