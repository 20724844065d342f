using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Binding;

/// <content>Functions and names.</content>
internal sealed partial class ExpressionBinder
{
    private static readonly Dictionary<string, (BoundFunction Function, int Least, int Most)> Functions = new(StringComparer.Ordinal)
    {
        ["round"] = (BoundFunction.Round, 2, 2),
        ["abs"] = (BoundFunction.Abs, 1, 1),
        ["min"] = (BoundFunction.Min, 2, 64),
        ["max"] = (BoundFunction.Max, 2, 64),
        ["elapsed"] = (BoundFunction.Elapsed, 2, 2),
        ["lower"] = (BoundFunction.Lower, 1, 1),
        ["if"] = (BoundFunction.If, 3, 3),
        ["orElse"] = (BoundFunction.OrElse, 2, 2),
        ["bucket"] = (BoundFunction.Bucket, 2, 64),
        ["business"] = (BoundFunction.Business, 3, 3),
    };

    private BoundExpression? BindCall(CallExpression call, BindingContext context)
    {
        if (!Functions.TryGetValue(call.Function, out var known))
        {
            return Error(context, call, BindingFindings.WrongArguments, $"There is no function '{call.Function}'.",
                Suggestion.Mend(call.Function, Functions.Keys));
        }

        if (call.Arguments.Count < known.Least || call.Arguments.Count > known.Most)
        {
            string count = known.Least != known.Most ? $"{known.Least} to {known.Most} arguments" : known.Least == 1 ? "1 argument" : $"{known.Least} arguments";
            return Error(context, call, BindingFindings.WrongArguments, $"'{call.Function}' takes {count}, not {call.Arguments.Count}.",
                ArgumentsOf(known.Function));
        }

        if (known.Function == BoundFunction.Business && context.Level != Level.Row)
        {
            return Error(context, call, BindingFindings.WrongLevel, "Business hours are measured row by row.",
                "Put it into an aggregate, as in avg(business('support', case.opened, case.resolved)).");
        }

        BindingContext inner = known.Function == BoundFunction.Round ? context with { AllowsDivision = true } : context;
        var arguments = new List<BoundExpression>();
        foreach (Expression argument in call.Arguments)
        {
            if (Bind(argument, inner) is not { } bound)
            {
                return null;
            }

            arguments.Add(bound);
        }

        if (known.Function is BoundFunction.If or BoundFunction.OrElse or BoundFunction.Min or BoundFunction.Max)
        {
            // A bare number beside amounts is an amount: orElse(sum(order.net), 0).
            BoundExpression? amount = arguments.Find(a => a.Type.Kind == DataKind.Money);
            arguments = amount is null ? arguments : arguments.ConvertAll(a => Coerced(a, amount));
        }

        if (known.Function == BoundFunction.Elapsed)
        {
            arguments = [Coerced(arguments[0], arguments[1]), Coerced(arguments[1], arguments[0])];
        }

        if (known.Function == BoundFunction.Business)
        {
            return BindBusiness(call, arguments, context);
        }

        if (known.Function == BoundFunction.If)
        {
            WarnIfNever(call.Arguments[0], arguments[0], context, "The first value is never taken");
        }

        BoundExpression? typed = Typed(call, known.Function, arguments, context);
        return typed ?? Error(context, call, BindingFindings.TypeMismatch,
            $"'{call.Function}' does not take {string.Join(", ", arguments.Select(a => a.Type))}.", ArgumentsOf(known.Function));
    }

    private static string ArgumentsOf(BoundFunction function) => function switch
    {
        BoundFunction.Round => "It takes a number or an amount and a count of decimal places from 0 to 12, as in round(x / y, 4).",
        BoundFunction.Elapsed => "It takes two times of one kind, the earlier first.",
        BoundFunction.Lower => "It takes a text.",
        BoundFunction.If => "It takes a condition and two values of one kind.",
        BoundFunction.Bucket => "It takes a number and edges that rise, as in bucket(age, 18, 65), over a row.",
        BoundFunction.OrElse => "It takes two values of one kind.",
        BoundFunction.Business => "It takes the name of a calendar in quotes and two instants, the earlier first, as in business('support', opened, closed).",
        _ => "It takes numbers of one unit.",
    };

    private static BoundCall? Typed(CallExpression call, BoundFunction function, List<BoundExpression> a, BindingContext context)
    {
        DataType first = a[0].Type;
        switch (function)
        {
            case BoundFunction.Round when first.IsNumeric || first.Kind == DataKind.Money:
                if (a[1] is not BoundLiteral places || !places.Number.IsInteger || places.Number.Sign < 0 || places.Number > DataType.MaxScale
                    || !places.Type.IsNumeric)
                {
                    return null;
                }

                int scale = (int)places.Number.Numerator;
                DataType rounded = first.Kind == DataKind.Money ? first.WithScale(scale) : TypeRules.Numeric(scale);
                return context.Level == Level.Row
                    ? new BoundCall(rounded, function, [a[0]])
                    : new BoundCall(first, function, a);
            case BoundFunction.Abs when first.IsAdditive:
                return new BoundCall(first, function, a);
            case BoundFunction.Min or BoundFunction.Max when a.TrueForAll(x => x.Type.IsAdditive && TypeRules.SameUnit(x.Type, first)):
                return new BoundCall(a.Select(x => x.Type).Aggregate(TypeRules.Widest), function, a);
            case BoundFunction.Elapsed when first.Kind == a[1].Type.Kind && first.Kind is DataKind.Date or DataKind.Instant:
                return first.Kind == a[1].Type.Kind ? new BoundCall(DataType.Duration, function, a) : null;
            case BoundFunction.Lower when first.IsTextual:
                return new BoundCall(DataType.Text, function, a);
            case BoundFunction.If when first.Kind == DataKind.Boolean && SameKind(a[1].Type, a[2].Type):
                return new BoundCall(Joined(a[1].Type, a[2].Type), function, a);
            case BoundFunction.OrElse when SameKind(first, a[1].Type):
                return new BoundCall(Joined(first, a[1].Type), function, a);
            case BoundFunction.Bucket when first.IsNumeric && context.Level == Level.Row:
                bool rising = a.Skip(1).All(x => x is BoundLiteral && x.Type.IsNumeric)
                    && a.Skip(2).Zip(a.Skip(1), (high, low) => ((BoundLiteral)high).Number > ((BoundLiteral)low).Number).All(r => r);
                return rising ? new BoundCall(DataType.Text, function, a) : null;
            default:
                return null;
        }
    }

    private BoundCall? BindBusiness(CallExpression call, List<BoundExpression> arguments, BindingContext context)
    {
        if (call.Arguments[0] is not TextLiteral name || arguments.Skip(1).Any(a => a.Type.Kind != DataKind.Instant))
        {
            Error(context, call, BindingFindings.TypeMismatch, $"'business' does not take {string.Join(", ", arguments.Select(a => a.Type))}.", ArgumentsOf(BoundFunction.Business));
            return null;
        }

        return CalendarOf(name, context) is { } calendar && IsEverOpen(name, calendar, context)
            ? new BoundCall(DataType.Duration, BoundFunction.Business, arguments) { Calendar = calendar.Hours }
            : null;
    }

    private static bool SameKind(DataType a, DataType b) => TypeRules.SameUnit(a, b) || (a.IsTextual && b.IsTextual);

    private static DataType Joined(DataType a, DataType b) => a.IsTextual ? DataType.Text : TypeRules.Widest(a, b);

    private BoundExpression? BindName(NameExpression name, BindingContext context) => context.Level switch
    {
        _ when IsNow(name, context) => BindNow(name, context),
        Level.Row => BindPath(name, context),
        Level.Entity => BindEntityName(name, context),
        _ => BindMetricName(name, context),
    };

    // A field or a metric of that name was there first.
    private bool IsNow(NameExpression name, BindingContext context) => name.FullName == "now"
        && (context.Fact is { } fact ? NameResolver.Field(fact, "now") is null && facts.Deferred(fact).All(f => f != "now") : !definitions.IsMetric("now"));

    private BoundExpression? BindNow(NameExpression name, BindingContext context) => context.IsDerived
        ? Error(context, name, BindingFindings.ReadingNotAvailable, "A derived field belongs to a row, and 'now' to a question.",
            "Compare with 'now' where it is asked: in a condition, a set or an aggregate.")
        : new BoundNow(DataType.Instant);

    private BoundExpression? BindPath(NameExpression name, BindingContext context)
    {
        if (name.Version is not null)
        {
            return Error(context, name, BindingFindings.VersionOfNoMetric, $"'{name.Path}' is a value of a row, and only metrics have versions.", $"Write {name.Path}.");
        }

        BoundFact fact = context.Fact!;
        IReadOnlyList<string> parts = name.Parts;
        if (BindJourneyName(parts, context) is { } said)
        {
            return said;
        }

        bool isOwn = fact.Schema.Find(parts[0]) is { } own && (own.Role == FieldRole.Reference || parts.Count == 1);
        bool qualified = (parts[0] == fact.Name || parts[0] == context.Alias) && !isOwn;
        int first = qualified ? 1 : 0;
        if (first == parts.Count)
        {
            return Error(context, name, BindingFindings.WrongLevel, $"'{parts[0]}' names rows, not a value of a row.",
                Suggestion.Mend("", NameResolver.FieldNames(fact).Select(f => $"{parts[0]}.{f}")));
        }

        var path = new List<BoundReference>();
        for (int i = first; i < parts.Count; i++)
        {
            ResolveDerived(fact, parts[i], name, context);
            if (NameResolver.Field(fact, parts[i]) is not { } found)
            {
                return UnknownField(name, parts[i], fact, context);
            }

            if (i == parts.Count - 1)
            {
                return Read(NameResolver.Rebase(found, path), name, context);
            }

            if (found is not BoundField { Field.Role: FieldRole.Reference } reference || facts.Find(reference.Type.Target!) is not { } target)
            {
                return Error(context, name, BindingFindings.UnknownField, $"'{parts[i]}' of '{fact}' leads to no other fact.",
                    MendPath(fact));
            }

            path.AddRange(reference.Path);
            path.Add(new BoundReference(reference.Owner, reference.Ordinal, target.Schema));
            fact = target;
        }

        throw new InvalidOperationException("A path has a last part.");
    }

    private static string MendPath(BoundFact fact)
    {
        var references = fact.Schema.Fields.Where(f => f.Role == FieldRole.Reference).Select(f => f.Name).ToList();
        return references.Count == 0 ? "Drop what follows the point." : $"Only references do: {string.Join(", ", references)}.";
    }

    private BoundExpression? UnknownField(NameExpression name, string part, BoundFact fact, BindingContext context)
    {
        if (facts.HasFailed(fact, part))
        {
            return null;
        }

        bool anotherFact = name.Parts[0] == part && (facts.Find(part) is not null || definitions.IsRows(part));
        return anotherFact
            ? Error(context, name, BindingFindings.TwoSubjects, $"This speaks of rows of '{context.Fact}', which do not lead to '{part}'.",
                "Aggregate each fact on its own and combine the results.")
            : Error(context, name, BindingFindings.UnknownField, $"'{fact}' has no field '{part}'.", MendField(fact, part));
    }

    // A field of that name one reference further is meant more often than another name.
    private string MendField(BoundFact fact, string part)
    {
        var further = fact.Schema.Fields.Where(f => f.Role == FieldRole.Reference && facts.Find(f.Type.Target!) is { } target && NameResolver.Field(target, part) is not null)
            .Select(f => $"{f.Name}.{part}").ToList();
        return further.Count > 0 && Suggestion.For(part, NameResolver.FieldNames(fact)) is null
            ? $"It is behind a reference: {string.Join(" or ", further)}."
            : Suggestion.Mend(part, NameResolver.FieldNames(fact));
    }

    private void ResolveDerived(BoundFact fact, string field, SyntaxNode node, BindingContext context)
    {
        bool resolved = facts.Resolve(fact, field, (declaration, document) => BindDerived(fact, declaration, document));
        if (!resolved)
        {
            log.Error(context.Document, node.Span, BindingFindings.Circle, $"'{fact}.{field}' is derived from itself.", "Derive it from stored fields.");
        }
    }

    /// <summary>Binds a derived field and adds it to its fact; false after a finding.</summary>
    public bool BindDerived(BoundFact fact, FieldDeclaration declaration, CrmDocument document)
    {
        var context = new BindingContext
        {
            Document = document, Level = Level.Row, Fact = fact, IsDerived = true, Lineage = new HashSet<string>(StringComparer.Ordinal),
        };
        if (Bind(declaration.Value!, context) is not { } value)
        {
            return false;
        }

        if (!TypeRules.Assignable(value.Type, declaration.Type))
        {
            Error(context, declaration.Value!, BindingFindings.TypeMismatch,
                $"'{declaration.Name}' is declared as {declaration.Type}, and its expression is {Describe(value)}.",
                value.Type.Kind == declaration.Type.Kind ? $"Declare it as {value.Type}, or round the expression." : $"Declare it as {value.Type}.");
            return false;
        }

        if (declaration.Role == FieldRole.Time && value.ReadsHistory())
        {
            Error(context, declaration.Value!, BindingFindings.ReadingNotAvailable, "A time cannot depend on what was in force at that very time.",
                "Write 'now', or use a time of the interval itself.");
            return false;
        }

        if (TreeSize.Exceeds(value, 2_000))
        {
            Error(context, declaration.Value!, BindingFindings.TooLarge, $"'{declaration.Name}' grows too large when it is written out.",
                "Derive it in fewer steps.");
            return false;
        }

        if (declaration.Role == FieldRole.Time)
        {
            fact.Roles = [.. fact.Roles, new BoundTimeRole(declaration.Name, value, declaration.IsDefault, declaration.IsPlanned)];
        }
        else
        {
            fact.AddDerived(declaration.Name, value);
        }

        return true;
    }
}
