using System.Collections.Frozen;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>How tightly an operator holds its operands, loosest first.</summary>
internal enum Level
{
    Or,
    And,
    Not,
    Comparison,
    Additive,
    Multiplicative,
    Unary,
    Postfix,
}

/// <summary>The grammar of the definition language: the tables by which texts are read and written, and a description made from them.</summary>
public static class CrmGrammar
{
    internal static readonly (string Symbol, BinaryOperator Operator, Level Level)[] Operators =
    [
        ("or", BinaryOperator.Or, Level.Or),
        ("and", BinaryOperator.And, Level.And),
        ("=", BinaryOperator.Equal, Level.Comparison),
        ("!=", BinaryOperator.NotEqual, Level.Comparison),
        ("<", BinaryOperator.Less, Level.Comparison),
        ("<=", BinaryOperator.LessOrEqual, Level.Comparison),
        (">", BinaryOperator.Greater, Level.Comparison),
        (">=", BinaryOperator.GreaterOrEqual, Level.Comparison),
        ("starts", BinaryOperator.Starts, Level.Comparison),
        ("+", BinaryOperator.Add, Level.Additive),
        ("-", BinaryOperator.Subtract, Level.Additive),
        ("*", BinaryOperator.Multiply, Level.Multiplicative),
        ("/", BinaryOperator.Divide, Level.Multiplicative),
    ];

    internal static readonly (string Name, AggregateKind Kind)[] Aggregates =
    [
        ("count", AggregateKind.Count), ("sum", AggregateKind.Sum), ("avg", AggregateKind.Avg), ("min", AggregateKind.Min),
        ("max", AggregateKind.Max), ("distinct", AggregateKind.Distinct), ("median", AggregateKind.Median),
        ("percentile", AggregateKind.Percentile), ("survival", AggregateKind.Survival), ("lifetime", AggregateKind.Lifetime),
        ("timeIn", AggregateKind.TimeIn),
    ];

    internal static readonly string[] Functions = ["round", "min", "max", "abs", "elapsed", "lower", "if", "orElse", "bucket", "business",
        "firstEntry", "lastEntry", "timeIn"];

    internal const string ConversionWord = "conversion";

    /// <summary>Words inside of a conversion between stages; a parameter that is spelt like one is put between backticks there.</summary>
    internal static readonly string[] StageWords = ["from", "to", "through", "skips", "backward", "reentry", "where", "by"];

    internal static readonly string[] Operations = ["trailing", "toDate", "allTime", "prior", "yoy", "to", "events", "delta", "growth", "step", "returned", "conversion", "retention",
        "timeWeighted", "dailyAverage", "dailyMin", "dailyMax", "carry", "exact", "lastNonEmpty", "lag", "bridge"];

    internal static readonly (string Word, StepOrder Order)[] StepOrders =
        [("ordered", StepOrder.Ordered), ("strict", StepOrder.Strict), ("any", StepOrder.Any)];

    internal static readonly (string Word, AttributionModel Model)[] AttributionModels =
    [
        ("first", AttributionModel.First), ("last", AttributionModel.Last), ("linear", AttributionModel.Linear), ("position", AttributionModel.Position), ("decay", AttributionModel.Decay),
    ];

    internal static readonly (string Text, string Code, FunnelAnchor Anchor)[] Anchors =
    [
        ("each", "each", FunnelAnchor.Each), ("first ever", "firstEver", FunnelAnchor.FirstEver), ("first in period", "firstInPeriod", FunnelAnchor.FirstInPeriod),
        ("best", "best", FunnelAnchor.Best),
    ];

    internal static readonly (string Text, string Word, Reading Reading)[] Readings =
    [
        ("now", "now", Reading.Now), ("then", "then", Reading.Then), ("at start", "start", Reading.AtStart), ("at end", "end", Reading.AtEnd),
    ];

    internal static readonly (string Name, PercentileMethod Method)[] Methods =
        [("linear", PercentileMethod.Linear), ("nearest", PercentileMethod.Nearest)];

    /// <summary>The levels of confidence, and how many standard deviations about the middle of a normal distribution hold each, to ten places.</summary>
    internal static readonly (Rational Level, Rational Deviations)[] Levels =
    [
        (new(80, 100), Rational.FromScaled(12_815_515_655, 10)), (new(90, 100), Rational.FromScaled(16_448_536_270, 10)), (new(95, 100), Rational.FromScaled(19_599_639_845, 10)),
        (new(98, 100), Rational.FromScaled(23_263_478_740, 10)), (new(99, 100), Rational.FromScaled(25_758_293_035, 10)), (new(999, 1000), Rational.FromScaled(32_905_267_315, 10)),
    ];

    internal static readonly (string Text, string Word, RatePolicy Policy)[] Policies =
    [
        ("transaction", "transaction", RatePolicy.Transaction), ("period average", "periodAverage", RatePolicy.PeriodAverage),
        ("period end", "periodEnd", RatePolicy.PeriodEnd), ("plan", "plan", RatePolicy.Plan), ("latest", "latest", RatePolicy.Latest),
        ("fixed", "fixed", RatePolicy.Fixed),
    ];

    internal static readonly (string One, string Many, DurationUnit Unit)[] Units =
    [
        ("second", "seconds", DurationUnit.Seconds), ("minute", "minutes", DurationUnit.Minutes), ("hour", "hours", DurationUnit.Hours),
        ("day", "days", DurationUnit.Days), ("week", "weeks", DurationUnit.Weeks), ("month", "months", DurationUnit.Months),
        ("quarter", "quarters", DurationUnit.Quarters), ("year", "years", DurationUnit.Years),
    ];

    internal static readonly string[] DeclarationWords = ["fact", "set", "segment", "funnel", "cohort", "attribution", "metric", "target", "calendar"];
    internal static readonly string[] WeekdayWords = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    internal static readonly string[] NumberUnits = ["number", "count", "ratio", "percent", "points"];
    internal static readonly string[] GrainWords = ["day", "week", "month", "quarter", "year"];
    internal static readonly string[] TargetCalendars = ["gregorian", "iso", "nrf"];
    internal static readonly string[] Bounds = ["atLeast", "atMost", "between"];
    internal static readonly string[] Forms = ["value", "relative", "points"];

    internal static readonly (string Word, AllocationKind Kind)[] Allocations =
    [
        ("repeat", AllocationKind.Repeat), ("even", AllocationKind.Even), ("calendarDays", AllocationKind.CalendarDays), ("businessDays", AllocationKind.BusinessDays),
        ("profile", AllocationKind.Profile),
    ];

    internal static readonly string[] ShapeWords = ["event", "entity", "interval", "snapshot"];
    internal static readonly string[] FieldWords = ["time", "ref", "dim", "measure"];
    internal static readonly string[] TimeModifiers = ["default", "planned"];
    internal static readonly string[] DimensionModifiers = ["fold", "history"];
    internal static readonly string[] MetricClauses = ["unit", "better", "minimum", "mature", "exclude", "confidence"];
    internal static readonly string[] TypeWords = ["text", "bool", "int", "decimal", "money", "duration", "date", "instant"];

    /// <summary>Words that stand behind an operand and so can never begin one that something follows.</summary>
    internal static readonly FrozenSet<string> InfixWords =
        FrozenSet.ToFrozenSet(["or", "and", "in", "between", "is", "starts", "not", "now", "then", "at", "over", "where", "by"]);

    /// <summary>Words behind an operand that are plain names where an operand begins, as in <c>closed &lt; now</c>.</summary>
    internal static readonly FrozenSet<string> ReadingWords = FrozenSet.ToFrozenSet(["now", "then", "at", "over"]);

    /// <summary>Words that mean something where an operand begins; a name that is spelt like one is put between backticks.</summary>
    internal static readonly FrozenSet<string> OperandWords = FrozenSet.ToFrozenSet(["not", "true", "false", "null", "each"]);

    /// <summary>Words with which something new begins, so that an expression ends before them.</summary>
    internal static readonly FrozenSet<string> StopWords =
        FrozenSet.ToFrozenSet([.. DeclarationWords, .. FieldWords, .. TimeModifiers, .. MetricClauses]);

    internal static readonly FrozenDictionary<string, (BinaryOperator Operator, Level Level)> Infix =
        Operators.ToFrozenDictionary(o => o.Symbol, o => (o.Operator, o.Level));

    internal static readonly FrozenDictionary<string, AggregateKind> AggregateWords = Aggregates.ToFrozenDictionary(a => a.Name, a => a.Kind);

    internal static readonly FrozenDictionary<string, DurationUnit> UnitWords = Units
        .SelectMany(u => new[] { (Word: u.One, u.Unit), (Word: u.Many, u.Unit) })
        .ToFrozenDictionary(u => u.Word, u => u.Unit);

    internal static readonly FrozenSet<string> CallWords = FrozenSet.ToFrozenSet([.. AggregateWords.Keys, .. Functions, ConversionWord]);

    // Where another language has a word for one of our types.
    internal static readonly FrozenDictionary<string, string> TypeAliases = new Dictionary<string, string>
    {
        ["string"] = "text", ["varchar"] = "text", ["char"] = "text", ["boolean"] = "bool", ["integer"] = "int", ["long"] = "int",
        ["bigint"] = "int", ["number"] = "decimal(2)", ["numeric"] = "decimal(2)", ["float"] = "decimal(2)", ["double"] = "decimal(2)",
        ["real"] = "decimal(2)", ["currency"] = "money(EUR)", ["amount"] = "money(EUR)", ["datetime"] = "instant",
        ["timestamp"] = "instant", ["day"] = "date", ["timespan"] = "duration", ["interval"] = "duration",
    }.ToFrozenDictionary();

    /// <summary>The grammar in extended Backus-Naur form, for documentation; made from the tables by which texts are read.</summary>
    public static string Text { get; } = Describe();

    private static string Describe()
    {
        string binary(Level level) => Alternatives(Operators.Where(o => o.Level == level && o.Symbol != "starts").Select(o => o.Symbol));
        return $"""
            document     = {"{"} declaration {"}"} ;
            declaration  = fact | set | segment | funnel | cohort | attribution | metric | target | calendar ;

            fact         = "fact" NAME ( ( {Alternatives(ShapeWords[..2])} ) "key" NAME [ "text" | "int" ] | interval | snapshot ) "{"{"}" {"{"} field {"}"} "{"}"}" ;
            interval     = "{ShapeWords[2]}" "key" NAME [ "to" NAME ] "from" NAME [ "instant" | "date" ] "to" NAME [ "overlapping" ] ;
            snapshot     = "{ShapeWords[3]}" "key" NAME [ "to" NAME ] {"{"} "," NAME {"}"} "at" NAME [ "instant" | "date" ] ;
            field        = "time" NAME ( "instant" | "date" ) [ "=" expression ] {"{"} {Alternatives(TimeModifiers)} {"}"}
                         | "ref" NAME [ "to" NAME ]
                         | "dim" NAME type {"{"} "fold" | "history" [ path ] | "default" ( "now" | "then" ) {"}"} [ "=" expression ]
                         | "measure" NAME type [ "=" expression ] ;
            type         = {Alternatives(TypeWords.Where(t => t is not ("decimal" or "money")))}
                         | "decimal" "(" SCALE ")" | "money" "(" ( CURRENCY | "by" NAME ) [ "," SCALE ] ")" ;

            set          = "set" NAME "=" path [ clauses ] ;
            segment      = "segment" NAME [ TITLE ] "=" NAME "where" expression ;
            funnel       = "funnel" NAME "of" NAME "steps" "(" step "," step {"{"} "," step {"}"} ")"
                           {"{"} "order" ( {Alternatives(StepOrders.Select(o => o.Word))} ) | "strictly" "increasing"
                           | "within" INTEGER unit [ "per" "step" ] | "anchor" ( {Alternatives(Anchors.Select(a => a.Text))} ) {"}"} ;
            cohort       = "cohort" NAME "of" NAME "start" "first" "ever" step "return" step
                           "every" ( {Alternatives(Units.Where(u => u.Unit >= DurationUnit.Days).Select(u => u.One))} ) [ "calendar" | "rolling" ] ;
            attribution  = "attribution" NAME "of" NAME "outcome" "(" step ")" "touches" "(" step ")" [ "within" INTEGER unit ]
                           "model" ( {Alternatives(AttributionModels.Take(3).Select(m => m.Word))} | "position" "(" SHARE ")" | "decay" "(" INTEGER unit ")" ) ;
            step         = path [ clauses ] ;
            metric       = "metric" path [ "@" VERSION ] [ "(" parameter {"{"} "," parameter {"}"} ")" ] [ TITLE ] [ "from" DATE ] "=" filtered {"{"} "unit" NAME | "better" ( "up" | "down" ) | "minimum" INTEGER | "mature" INTEGER unit | "exclude" TITLE expression
                           | "confidence" ( {Alternatives(Levels.Select(l => (l.Level * 100).ToString()))} ) "%" {"}"} ;

            parameter    = NAME type [ "=" literal ] ;

            target       = "target" NAME [ TITLE ] "for" path [ "@" VERSION ] [ "in" "segment" NAME ] [ clauses ] [ "per" dimensions ] [ "calendar" ( {Alternatives(TargetCalendars)} ) ]
                           [ "baseline" stretch ] ( "period" named | days | "until" DATE ) goal [ allocation ] ;
            stretch      = named | days ;
            named        = YEAR | TEXT ;
            days         = "from" DATE "until" DATE ;
            goal         = "at" ( "least" | "most" ) amount | "between" amount "and" amount ;
            amount       = [ "-" ] NUMBER [ "%" | unit | CURRENCY | {Alternatives(NumberUnits)} ] [ "of" NUMBER ]
                         | [ "relative" ] [ "+" | "-" ] NUMBER "%" | ( "+" | "-" ) NUMBER "points" ;
            allocation   = "allocate" ( "{Allocations[0].Word}" | "{Allocations[1].Word}" | "{Allocations[2].Word}" | "{Allocations[3].Word}" "(" TEXT ")" | "{Allocations[4].Word}" "(" "last" "year" ")" ) "by" ( {Alternatives(GrainWords)} ) ;

            calendar     = "calendar" NAME "zone" TEXT "{"{"}" {"{"} weekday {"{"} weekday {"}"} hours {"{"} hours {"}"} | "holiday" DATE {"{"} hours {"}"}
                           | "event" NAME occasion {"{"} "," occasion {"}"} {"}"} "{"}"}" ;
            weekday      = {Alternatives(WeekdayWords)} ;
            hours        = TIME "-" TIME ;
            occasion     = DATE [ "to" DATE ] ;

            filtered     = expression | closed clauses ;
            closed       = ( aggregate | stages | path [ "@" VERSION ] | call | "(" closed ")" ) {"{"} operation | over | conversion {"}"} ;
            clauses      = "where" expression [ "by" NAME ] | "by" NAME [ "where" expression ] ;

            expression   = conjunction {"{"} {binary(Level.Or)} conjunction {"}"} ;
            conjunction  = negation {"{"} {binary(Level.And)} negation {"}"} ;
            negation     = "not" negation | comparison ;
            comparison   = sum [ ( {binary(Level.Comparison)} ) sum
                         | [ "not" ] "starts" sum
                         | [ "not" ] "in" "(" literal {"{"} "," literal {"}"} ")"
                         | [ "not" ] "between" sum "and" sum
                         | "is" [ "not" ] "null" ] ;
            sum          = product {"{"} ( {binary(Level.Additive)} ) product {"}"} ;
            product      = unary {"{"} ( {binary(Level.Multiplicative)} ) unary {"}"} ;
            unary        = "-" unary | postfix ;
            postfix      = primary {"{"} {Alternatives(Readings.Select(r => r.Text))} | operation | over | conversion {"}"} ;
            operation    = "." ( {Alternatives(Operations)} ) "(" [ expression {"{"} "," expression {"}"} ] ")" ;
            over         = "over" "total" [ "per" dimensions ] | "over" "dropping" dimensions ;
            dimensions   = path | "(" path {"{"} "," path {"}"} ")" ;
            conversion   = "in" CURRENCY "at" ( {Alternatives(Policies.SkipLast(1).Select(p => p.Text))} | "fixed" DATE ) [ "using" TEXT ]
                           [ "missing" ( "error" | "previous" "within" INTEGER "days" ) ] [ "round" ( "total" | "line" ) ] ;
            call         = path "." NAME "(" [ expression {"{"} "," expression {"}"} ] ")" ;
            primary      = literal | path [ "@" VERSION ] | call | aggregate | stages | function | "(" filtered ")" ;

            aggregate    = ( {Alternatives(Aggregates.Where(a => a.Kind is < AggregateKind.Percentile or AggregateKind.TimeIn).Select(a => a.Name))} )
                           "(" operand [ clauses ] ")"
                         | "percentile" "(" operand [ clauses ] "," SHARE [ "," ( {Alternatives(Methods.Select(m => m.Name))} ) ] [ clauses ] ")"
                         | "survival" "(" expression [ clauses ] "," expression "," ( NUMBER | INTEGER unit ) [ clauses ] ")"
                         | "lifetime" "(" expression [ clauses ] "," expression [ "," SHARE ] [ clauses ] ")" ;
            stages       = "{ConversionWord}" "(" path "from" stage "to" stage [ "through" "(" stage {"{"} "," stage {"}"} ")" ]
                           [ "skips" ( "passed" | "excluded" ) ] [ "backward" ( "reopen" | "ignored" ) ] [ "reentry" ( "each" | "first" ) ] [ clauses ] ")" ;
            stage        = TEXT | NAME ;
            operand      = expression | each ;
            each         = "each" path [ "including" "empty" ] [ ":" expression ] [ "where" expression ] ;
            function     = ( {Alternatives(Functions)} ) "(" filtered {"{"} "," filtered {"}"} ")" ;
            literal      = [ "-" ] NUMBER [ "%" ] | TEXT | "true" | "false" | DATE | INTEGER unit ;
            unit         = {Alternatives(Units.Select(u => u.Many))} ;
            path         = NAME {"{"} "." NAME {"}"} ;

            NAME         = a letter or "_", then letters, digits and "_", at most {Names.MaxLength}; between backticks when it is spelt like a keyword ;
            NUMBER       = digits with at most one point between them, at most {CrmLexer.MaxDigits} ;
            INTEGER      = digits ;
            YEAR         = four digits ;
            VERSION      = 1 to {MetricDeclaration.MostVersions} ;
            SCALE        = 0 to {DataType.MaxScale} ;
            SHARE        = 0 to 1 in steps of 1/10000 ;
            CURRENCY     = code of ISO 4217 in upper case ;
            DATE         = yyyy-mm-dd ;
            TIME         = hh:mm, up to 24:00 ;
            TEXT         = "'" characters "'" with '' for a quote, on one line ;
            TITLE        = '"' characters '"' with \" for a quote and \\ for a backslash, on one line ;
            COMMENT      = "//" to the end of the line ;
            """.ReplaceLineEndings("\n");
    }

    private static string Alternatives(IEnumerable<string> words) =>
        string.Join(" | ", words.Select(w => string.Join(' ', w.Split(' ').Select(p => $"\"{p}\""))));
}
