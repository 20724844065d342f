using System.Numerics;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.Time;
using Crm.Sdk.Values;
using NodaTime;

namespace Crm.Sdk.TestKit.Language;

/// <summary>
/// Draws trees of the definition language that a text can say, but that mean nothing: names are random, half of them spelt like
/// keywords, and no type fits. The same random numbers give the same trees.
/// </summary>
public sealed class SyntaxGenerator
{
    private static readonly string[] Keywords =
    [
        "fact", "set", "segment", "metric", "event", "entity", "key", "time", "ref", "to", "dim", "measure", "default", "planned", "fold",
        "history", "text", "bool", "int", "decimal", "money", "duration", "date", "instant", "unit", "better", "up", "down", "minimum",
        "or", "and", "not", "in", "between", "is", "starts", "now", "then", "at", "start", "end", "where", "by", "each", "including",
        "empty", "true", "false", "null", "count", "sum", "min", "max", "percentile", "linear", "nearest", "if", "orElse", "days", "hour",
        "using", "missing", "previous", "transaction", "period", "line", "fixed", "EUR",
        "over", "total", "per", "dropping", "month", "years", "trailing", "prior",
        "funnel", "cohort", "steps", "within", "step", "anchor", "first", "period", "best", "ever", "order", "strictly", "return", "every", "confidence", "rolling", "calendar", "mature",
        "calendar", "zone", "mon", "holiday", "event", "events", "attribution", "outcome", "touches", "model", "position", "decay",
        "target", "for", "baseline", "until", "least", "most", "relative", "points", "of", "allocate", "even", "profile",
    ];

    private static readonly string[] Words =
        ["order", "net", "stage", "customer", "a", "b", "x1", "_", "_9", "größe", "Δ", "日付", "Amount_Net", "CRM", new string('n', 128)];

    private static readonly string[] Texts =
        ["", "won", "it's", "''", "\"", "\\", "tab\there", "// no comment", "München", "日本 😀", "{}", "\u2028", "where x = 1", "a\u0301"];

    private static readonly DataType[] Types =
    [
        DataType.Text, DataType.Boolean, DataType.Integer, DataType.Duration, DataType.Date, DataType.Instant, DataType.Decimal(0),
        DataType.Decimal(12), DataType.Money(Currency.Get("EUR")), DataType.Money(Currency.Get("JPY")), DataType.Money(Currency.Get("USD"), 6), DataType.MoneyBy("currency"), DataType.MoneyBy("by", 2),
    ];

    private static readonly string[] Functions = ["round", "min", "max", "abs", "elapsed", "lower", "if", "orElse", "bucket", "business"];

    private static readonly string[] Operations = ["trailing", "toDate", "allTime", "prior", "yoy", "to", "events", "delta", "growth", "step", "returned", "conversion", "retention", "carry", "exact", "lastNonEmpty", "lag", "bridge"];

    private readonly Random _random;

    /// <summary>Creates a generator.</summary>
    /// <param name="random">Where its choices come from.</param>
    public SyntaxGenerator(Random random) => _random = random;

    /// <summary>A document of 0 to 6 declarations.</summary>
    public CrmDocument Document() => new() { Declarations = Many(0, 6, Declaration) };

    /// <summary>A declaration of any kind.</summary>
    public Declaration Declaration() => _random.Next(9) switch
    {
        8 => Target(),
        0 => Fact(),
        1 => new SetDeclaration { Name = Name(), Of = Path(), Where = Perhaps(() => Expression(4)), By = Perhaps(Name) },
        6 => new FunnelDeclaration
        {
            Name = Name(), Entity = new NameExpression { Parts = [Name()] }, Steps = Many(2, 4, Step), Order = (StepOrder)_random.Next(3),
            IsStrictlyIncreasing = _random.Next(2) == 0, Within = new DurationLiteral { Count = Pick([1L, 7L, 1_000_000L]), Unit = (DurationUnit)_random.Next(5) },
            IsPerStep = _random.Next(2) == 0, Anchor = (FunnelAnchor)_random.Next(4),
        },
        5 => new CohortDeclaration
        {
            Name = Name(), Entity = new NameExpression { Parts = [Name()] }, Start = Step(), Return = Step(), Every = (DurationUnit)_random.Next(3, 8),
            IsRolling = _random.Next(2) == 0,
        },
        7 => Attribution(),
        2 => new SegmentDeclaration
        {
            Name = Name(), Title = Perhaps(() => Pick(Texts)), Entity = new NameExpression { Parts = [Name()] }, Where = Expression(4),
        },
        3 => Calendar(),
        _ => new MetricDeclaration
        {
            Name = Path().FullName,
            Title = Perhaps(() => Pick(Texts)),
            Version = _random.Next(4) == 0 ? Pick([1, 2, 9_999]) : null,
            From = Perhaps(() => new DateLiteral { Value = new LocalDate(_random.Next(1, 10_000), _random.Next(1, 13), _random.Next(1, 29)) }),
            Parameters = _random.Next(3) == 0 ? Many(1, 3, Parameter) : [],
            Value = Expression(5),
            Unit = Perhaps(Name),
            Better = (Direction)_random.Next(3),
            Minimum = Pick([0, 0, 1, 30, int.MaxValue]),
            Exclusions = [.. Texts.Take(_random.Next(3)).Select(name => new ExclusionClause { Name = name, Where = Expression(3) })],
            Confidence = _random.Next(3) == 0 ? Pick([new Rational(8, 10), new Rational(9, 10), new Rational(95, 100), new Rational(98, 100), new Rational(99, 100), new Rational(999, 1000)]) : null,
            Mature = Perhaps(() => new DurationLiteral { Count = Pick([1L, 180L, 100_000L]), Unit = (DurationUnit)_random.Next(8) }),
        },
    };

    private AttributionDeclaration Attribution()
    {
        var model = (AttributionModel)_random.Next(5);
        DurationLiteral Length() => new() { Count = Pick([1L, 30L, 1_000_000L]), Unit = (DurationUnit)_random.Next(5) };
        return new AttributionDeclaration
        {
            Name = Name(), Entity = new NameExpression { Parts = [Name()] }, Outcome = Step(), Touches = Step(), Within = Perhaps(Length), Model = model,
            Share = model == AttributionModel.Position ? Pick([new Rational(1, 2), new Rational(2, 5), new Rational(3_333, 10_000), new Rational(1, 10_000)]) : null,
            HalfLife = model == AttributionModel.Decay ? Length() : null,
        };
    }

    private StepExpression Step() => new() { Of = Path(), Where = Perhaps(() => Expression(2)), By = Perhaps(Name) };

    /// <summary>An expression.</summary>
    /// <param name="depth">How many nodes may stand below each other at most; 0 gives a literal or a name.</param>
    public Expression Expression(int depth)
    {
        if (depth <= 0 || _random.Next(6) == 0)
        {
            return _random.Next(2) == 0 ? Literal() : new NameExpression { Parts = Path().Parts, Version = _random.Next(8) == 0 ? Pick([1, 2, 9_999]) : null };
        }

        return _random.Next(16) switch
        {
            0 => new UnaryExpression { Operator = (UnaryOperator)_random.Next(2), Operand = Expression(depth - 1) },
            1 or 2 or 3 => new BinaryExpression
            {
                Operator = (BinaryOperator)_random.Next(13), Left = Expression(depth - 1), Right = Expression(depth - 1),
            },
            4 => new InExpression { Operand = Expression(depth - 1), Items = Many(1, 4, Literal) },
            5 => new BetweenExpression { Operand = Expression(depth - 1), Low = Expression(depth - 1), High = Expression(depth - 1) },
            6 => new IsNullExpression { Operand = Expression(depth - 1) },
            7 => Call(depth),
            8 => new ReadingExpression { Operand = Expression(depth - 1), Reading = (Reading)_random.Next(4) },
            9 => Aggregate(depth),
            10 => Method(Expression(depth - 1), depth),
            11 => Over(Expression(depth - 1)),
            12 => Conversion(Expression(depth - 1)),
            13 => Called(depth),
            14 => Stages(depth),
            _ => Filtered(depth),
        };
    }

    private TargetDeclaration Target()
    {
        var form = (TargetForm)_random.Next(3);
        var bound = (TargetBound)_random.Next(3);
        var kind = (AllocationKind)_random.Next(5);
        bool isUntil = _random.Next(2) == 0;
        return new TargetDeclaration
        {
            Name = Name(), Title = Perhaps(() => Pick(Texts)), Metric = new NameExpression { Parts = Path().Parts, Version = _random.Next(4) == 0 ? Pick([1, 2, 9_999]) : null },
            Segment = Perhaps(() => new NameExpression { Parts = [Name()] }), Where = Perhaps(() => Expression(3)), By = Perhaps(Name), Per = Many(0, 3, Path),
            Calendar = Perhaps(() => Pick(["gregorian", "iso", "nrf"])), Baseline = Perhaps(Stretch), Period = isUntil ? null : Stretch(),
            Until = isUntil ? new DateLiteral { Value = Day() } : null,
            Goal = new TargetGoal { Bound = bound, Form = form, Low = Amount(form), High = bound == TargetBound.Between ? Amount(form) : null },
            Allocation = Perhaps(() => new TargetAllocationClause { Kind = kind, Calendar = kind == AllocationKind.BusinessDays ? Pick(Texts) : null, Grain = (Grain)_random.Next(5) }),
        };
    }

    private TargetStretch Stretch() => _random.Next(3) switch
    {
        0 => new TargetStretch { First = Day(), Last = Day() },
        1 => new TargetStretch { Label = Pick(["2026", "0001", "12345", "2026-Q3", "FY2027-W53"]) },
        _ => new TargetStretch { Label = Pick(Texts) },
    };

    private LocalDate Day() => new(_random.Next(1, 10_000), _random.Next(1, 13), _random.Next(1, 29));

    private TargetAmount Amount(TargetForm form)
    {
        Rational number = Number();
        bool isPercent = form == TargetForm.Relative || (form == TargetForm.Value && _random.Next(2) == 0);
        string? unit = form != TargetForm.Value || isPercent ? null : Perhaps(() => Pick(["EUR", "hours", "years", "percent", "count"]));
        return new TargetAmount
        {
            Value = isPercent ? number / 100 : number, IsPercent = isPercent, Unit = unit, Of = form == TargetForm.Value && _random.Next(3) == 0 ? Number().Abs() : null,
        };
    }

    private CalendarDeclaration Calendar() => new()
    {
        Name = Name(),
        Zone = Pick(Texts),
        Week = [.. Enumerable.Range(1, 7).Where(d => d == 3 || _random.Next(2) == 0).Select(d => new WeekdayHours { Day = (IsoDayOfWeek)d, Hours = Hours(1) })],
        Holidays = [.. Many(0, 3, () => new LocalDate(_random.Next(1, 10_000), _random.Next(1, 13), _random.Next(1, 29))).Distinct().Order()
            .Select(d => new HolidayHours { Date = d, Hours = Hours(0) })],
        Events = [.. Many(0, 3, Name).Order(StringComparer.Ordinal).Select(name => new CalendarEvent
        {
            Name = name,
            Days = [.. Many(1, 3, () => new LocalDate(_random.Next(1, 10_000), _random.Next(1, 13), _random.Next(1, 29)))
                .Select(d => new EventDays { First = d, Last = d.PlusDays(_random.Next(0, 3)) }).OrderBy(d => d.First).ThenBy(d => d.Last)],
        })],
    };

    private OpenHours[] Hours(int least)
    {
        int[] edges = [.. Enumerable.Range(0, OpenHours.MinutesPerDay + 1).Select(m => (m, _random.Next())).OrderBy(p => p.Item2).Take(2 * _random.Next(least, 4)).Select(p => p.m).Order()];
        return [.. Enumerable.Range(0, edges.Length / 2).Select(i => new OpenHours(edges[2 * i], edges[(2 * i) + 1]))];
    }

    private CallExpression Call(int depth)
    {
        string function = Pick(Functions);
        int least = function is "min" or "max" or "timeIn" ? 2 : 1;
        return new CallExpression { Function = function, Arguments = Many(least, 3, () => Expression(depth - 1)) };
    }

    private MethodExpression Method(Expression operand, int depth) =>
        new() { Operand = operand, Method = Pick(Operations), Arguments = Many(0, 2, () => Expression(depth - 1)) };

    private StageConversionExpression Stages(int depth) => new()
    {
        Stage = Path(), From = Stage(), To = Stage(), Through = Many(0, 3, Stage), ExcludesSkips = _random.Next(2) == 0,
        IgnoresBackward = _random.Next(2) == 0, IsFirstOnly = _random.Next(2) == 0, Where = Perhaps(() => Expression(depth - 1)), By = Perhaps(Name),
    };

    private Expression Stage() => _random.Next(3) == 0 ? new NameExpression { Parts = [_random.Next(2) == 0 ? Name() : Pick(["from", "to", "by", "reentry"])] } : new TextLiteral { Value = Pick(Texts) };

    private OverExpression Over(Expression operand)
    {
        bool isDropping = _random.Next(2) == 0;
        return new OverExpression { Operand = operand, IsDropping = isDropping, Dimensions = Many(isDropping ? 1 : 0, 3, Path) };
    }

    private ParameterDeclaration Parameter() => new()
    {
        Name = Name(), Type = Pick([DataType.Text, DataType.Boolean, DataType.Integer, DataType.Decimal(3), DataType.Duration, DataType.Date]), Default = Perhaps(Literal),
    };

    private MetricCallExpression Called(int depth) =>
        new() { Metric = new NameExpression { Parts = [.. Many(1, 2, Name), Pick(Words)] }, Arguments = Many(0, 3, () => Expression(depth - 1)) };

    private ConversionExpression Conversion(Expression operand)
    {
        var policy = (RatePolicy)_random.Next(6);
        return new ConversionExpression
        {
            Operand = operand, Currency = Pick(["EUR", "JPY", "XAF"]), At = policy, Day = policy == RatePolicy.Fixed ? new LocalDate(_random.Next(1, 10_000), 2, 28) : null,
            Using = Perhaps(() => Pick(Texts)), Within = Pick([0, 0, 1, 7, 366]), RoundsLines = _random.Next(3) == 0,
        };
    }

    private AggregateExpression Aggregate(int depth)
    {
        var kind = (AggregateKind)_random.Next(11);
        bool isEach = _random.Next(3) == 0;
        bool isPercentile = kind == AggregateKind.Percentile, isSurvival = kind == AggregateKind.Survival, isLifetime = kind == AggregateKind.Lifetime;
        return new AggregateExpression
        {
            Kind = kind,
            Operand = isEach ? Each(depth - 1) : Expression(depth - 1),
            Probability = isPercentile || isLifetime ? new Rational(_random.Next(10_001), 10_000) : null,
            Ended = isSurvival || isLifetime ? Expression(depth - 1) : null,
            At = isSurvival ? Pick<Expression>([new NumberLiteral { Value = Number() }, new DurationLiteral { Count = 90, Unit = (DurationUnit)_random.Next(8) }]) : null,
            Method = isPercentile ? (PercentileMethod)_random.Next(2) : PercentileMethod.Linear,
            Where = isEach ? null : Perhaps(() => Expression(depth - 1)),
            By = Perhaps(Name),
        };
    }

    private EachExpression Each(int depth) => new()
    {
        Entity = Path(),
        IncludingEmpty = _random.Next(2) == 0,
        Value = Perhaps(() => Expression(depth - 1)),
        Where = Perhaps(() => Expression(depth - 1)),
    };

    private FilteredExpression Filtered(int depth)
    {
        Expression? where = Perhaps(() => Expression(depth - 1));
        return new FilteredExpression
        {
            Operand = _random.Next(4) switch
            {
                0 => Aggregate(depth - 1),
                1 => Method(Aggregate(depth - 1), depth - 1),
                2 when _random.Next(2) == 0 => Conversion(Path()),
                2 => Over(Path()),
                _ => Path(),
            },
            Where = where,
            By = where is null ? Name() : Perhaps(Name),
        };
    }

    private Expression Literal() => _random.Next(6) switch
    {
        0 => new TextLiteral { Value = Pick(Texts) },
        1 => new BooleanLiteral { Value = _random.Next(2) == 0 },
        2 => new DateLiteral { Value = new LocalDate(_random.Next(1, 10_000), _random.Next(1, 13), _random.Next(1, 29)) },
        3 => new DurationLiteral { Count = Pick([0L, 1L, 2L, 90L, long.MaxValue]), Unit = (DurationUnit)_random.Next(8) },
        _ => new NumberLiteral { Value = Number() },
    };

    private Rational Number()
    {
        BigInteger unscaled = BigInteger.Zero;
        int digits = Pick([1, 1, 2, 3, 10, 37]);
        for (int i = 0; i < digits; i++)
        {
            unscaled = (unscaled * 10) + _random.Next(10);
        }

        int scale = _random.Next(2) == 0 ? 0 : _random.Next(0, digits + 1);
        return Rational.FromScaled(_random.Next(3) == 0 ? -unscaled : unscaled, scale);
    }

    private FactDeclaration Fact() => _random.Next(6) is var shape && shape < 2 ? Interval() : shape == 2 ? Snapshot() : new()
    {
        Name = Name(),
        Shape = (FactShape)_random.Next(2),
        Key = new FieldDeclaration { Name = Name(), Role = FieldRole.Key, Type = _random.Next(2) == 0 ? DataType.Text : DataType.Integer },
        Fields = Many(0, 6, Field),
    };

    private FactDeclaration Interval()
    {
        string name = Name();
        DataType type = _random.Next(2) == 0 ? DataType.Instant : DataType.Date;
        FieldDeclaration Time() => new() { Name = Name(), Role = FieldRole.Time, Type = type };
        return new FactDeclaration
        {
            Name = Name(), Shape = FactShape.Interval, Fields = Many(0, 4, Field),
            Key = new FieldDeclaration { Name = name, Role = FieldRole.Reference, Type = DataType.Reference(_random.Next(2) == 0 ? name : Name()) },
            Interval = new IntervalDeclaration { From = Time(), To = Time(), MayOverlap = _random.Next(2) == 0 },
        };
    }

    private FactDeclaration Snapshot()
    {
        string name = Name();
        return new FactDeclaration
        {
            Name = Name(), Shape = FactShape.Snapshot, Fields = Many(0, 4, Field),
            Key = new FieldDeclaration { Name = name, Role = FieldRole.Reference, Type = DataType.Reference(_random.Next(2) == 0 ? name : Name()) },
            Snapshot = new SnapshotDeclaration
            {
                Parts = Many(0, 2, () => new NameExpression { Parts = [Name()] }),
                At = new FieldDeclaration { Name = Name(), Role = FieldRole.Time, Type = _random.Next(2) == 0 ? DataType.Instant : DataType.Date },
            },
        };
    }

    private FieldDeclaration Field()
    {
        string name = Name();
        switch (_random.Next(4))
        {
            case 0:
                return new FieldDeclaration
                {
                    Name = name,
                    Role = FieldRole.Time,
                    Type = _random.Next(2) == 0 ? DataType.Instant : DataType.Date,
                    IsDefault = _random.Next(2) == 0,
                    IsPlanned = _random.Next(2) == 0,
                    Value = Perhaps(() => Expression(2)),
                };
            case 1:
                return new FieldDeclaration { Name = name, Role = FieldRole.Reference, Type = DataType.Reference(_random.Next(2) == 0 ? name : Name()) };
            case 2:
                DataType type = Pick(Types);
                bool hasHistory = _random.Next(2) == 0;
                return new FieldDeclaration
                {
                    Name = name,
                    Role = FieldRole.Dimension,
                    Type = type,
                    FoldsCase = type.Kind == DataKind.Text && _random.Next(2) == 0,
                    HasHistory = hasHistory,
                    History = hasHistory ? Perhaps(() => new NameExpression { Parts = Many(1, 2, Name) }) : null,
                    GroupsByNow = hasHistory && _random.Next(2) == 0,
                    Value = Perhaps(() => Expression(3)),
                };
            default:
                return new FieldDeclaration { Name = name, Role = FieldRole.Measure, Type = Pick(Types), Value = Perhaps(() => Expression(3)) };
        }
    }

    private string Name() => _random.Next(2) == 0 ? Pick(Keywords) : Pick(Words);

    private NameExpression Path() => new() { Parts = Many(1, _random.Next(3) == 0 ? 3 : 1, Name) };

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    private T? Perhaps<T>(Func<T> draw)
        where T : class => _random.Next(2) == 0 ? draw() : null;

    private List<T> Many<T>(int least, int most, Func<T> draw)
    {
        int count = _random.Next(least, most + 1);
        var drawn = new List<T>(count);
        for (int i = 0; i < count; i++)
        {
            drawn.Add(draw());
        }

        return drawn;
    }
}
