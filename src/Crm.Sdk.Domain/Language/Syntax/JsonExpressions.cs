using System.Globalization;
using Crm.Sdk.Values;
using NodaTime;
using NodaTime.Text;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads expressions from JSON.</summary>
internal sealed class JsonExpressions
{
    private static readonly string[] Kinds =
    [
        "number", "text", "bool", "date", "duration", "name", "not", "negate", "binary", "in", "between", "isNull", "call", "reading",
        "aggregate", "each", "filtered", "method", "over", "conversion", "metricCall", "stages",
    ];

    private static readonly string[] Operators = [.. CrmGrammar.Operators.Select(o => o.Symbol)];
    private static readonly string[] Readings = [.. CrmGrammar.Readings.Select(r => r.Word)];
    private static readonly string[] Aggregates = [.. CrmGrammar.Aggregates.Select(a => a.Name)];
    private static readonly string[] Policies = [.. CrmGrammar.Policies.Select(p => p.Word)];
    private static readonly string[] Units = [.. CrmGrammar.Units.Select(u => u.Many)];

    private readonly JsonFindings _findings;

    public JsonExpressions(JsonFindings findings) => _findings = findings;

    /// <summary>The expression of a property, or null when it is not there.</summary>
    public Expression? Find(JsonObject owner, string name) => owner.Find(name) is { } node ? Read(node, owner.At(name)) : null;

    /// <summary>The expression of a property that must be there.</summary>
    public Expression Require(JsonObject owner, string name, bool mayBeEach = false) =>
        owner.Require(name) is { } node ? Read(node, owner.At(name), mayBeEach) : Missing();

    /// <summary>The expression that a node holds.</summary>
    public Expression Of(JsonNode node, JsonPath path) => Read(node, path);

    /// <summary>A name with its dots.</summary>
    public static NameExpression Path(JsonObject owner, string name) => new() { Parts = owner.RequireName(name, dotted: true).Split('.') };

    /// <summary>The version of a metric, or null when it is not said.</summary>
    public static int? Version(JsonObject json, JsonFindings findings)
    {
        if (json.Find("version") is not { } node)
        {
            return null;
        }

        if (node.Kind == JsonKind.Number && int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int version) && version is > 0 and <= MetricDeclaration.MostVersions)
        {
            return version;
        }

        findings.BadValue(node, json.At("version"), "version", $"Write a whole number from 1 to {MetricDeclaration.MostVersions}.");
        return null;
    }

    private static NameExpression Missing() => new() { Parts = ["missing"] };

    private Expression Read(JsonNode node, JsonPath path, bool mayBeEach = false)
    {
        if (JsonObject.Of(node, path, _findings) is not { } json)
        {
            return Missing();
        }

        if (json.Choice("kind", required: true, Kinds) is not { } kind)
        {
            return Missing();
        }

        Expression expression = ReadKind(json, Kinds[kind]);
        if (expression is EachExpression && !mayBeEach)
        {
            _findings.Error(SyntaxFindings.MisplacedEach, node, path, "'each' is the operand of an aggregate only.", "Put it into an aggregate such as sum.");
        }

        json.End();
        return expression;
    }

    // Each kind has a method of its own, so that the frame of this one, which stands on the stack once per level, stays small.
    private Expression ReadKind(JsonObject json, string kind) => kind switch
    {
        "number" => new NumberLiteral { Value = Number(json, "value") ?? default },
        "text" => Text(json),
        "bool" => Truth(json),
        "date" => Date(json),
        "duration" => Duration(json),
        "name" => new NameExpression { Parts = Path(json, "name").Parts, Version = Version(json, _findings) },
        "not" => Unary(json, UnaryOperator.Not),
        "negate" => Unary(json, UnaryOperator.Negate),
        "binary" => Binary(json),
        "in" => Among(json),
        "between" => Between(json),
        "isNull" => IsNull(json),
        "call" => Call(json),
        "reading" => Reading(json),
        "aggregate" => Aggregate(json),
        "each" => Each(json),
        "method" => Method(json),
        "over" => Over(json),
        "stages" => JsonStages.Read(json, _findings, this),
        "conversion" => Conversion(json),
        "metricCall" => MetricCall(json),
        _ => Filtered(json),
    };

    private UnaryExpression Unary(JsonObject json, UnaryOperator kind) => new() { Operator = kind, Operand = Require(json, "operand") };

    private BinaryExpression Binary(JsonObject json) => new()
    {
        Operator = CrmGrammar.Operators[json.Choice("operator", required: true, Operators) ?? 0].Operator,
        Left = Require(json, "left"),
        Right = Require(json, "right"),
    };

    private BetweenExpression Between(JsonObject json) =>
        new() { Operand = Require(json, "operand"), Low = Require(json, "low"), High = Require(json, "high") };

    private IsNullExpression IsNull(JsonObject json) => new() { Operand = Require(json, "operand") };

    private ReadingExpression Reading(JsonObject json) => new()
    {
        Operand = Require(json, "operand"),
        Reading = CrmGrammar.Readings[json.Choice("at", required: true, Readings) ?? 0].Reading,
    };

    private EachExpression Each(JsonObject json) => new()
    {
        Entity = Path(json, "entity"),
        IncludingEmpty = json.Flag("includingEmpty"),
        Value = Find(json, "value"),
        Where = Find(json, "where"),
    };

    private TextLiteral Text(JsonObject json)
    {
        string value = json.RequireText("value");
        if (!CrmLexer.CanQuote(value))
        {
            _findings.Error(
                SyntaxFindings.JsonBadValue, json.Node, json.At("value"), "The text holds a control character or half of a character.", "Take it out.");
        }

        return new TextLiteral { Value = value };
    }

    private BooleanLiteral Truth(JsonObject json)
    {
        JsonNode? node = json.Require("value");
        if (node is not null && node.Kind != JsonKind.Boolean)
        {
            _findings.Error(SyntaxFindings.JsonWrongKind, node, json.At("value"), "true or false is expected here.", "Write it without quotes.");
        }

        return new BooleanLiteral { Value = node?.Text == "true" };
    }

    private DateLiteral Date(JsonObject json, string name = "value")
    {
        string text = json.RequireText(name);
        ParseResult<LocalDate> day = LocalDatePattern.Iso.Parse(text);
        if (text.Length == 10 && day.Success && day.Value.Year is >= 1 and <= 9999)
        {
            return new DateLiteral { Value = day.Value };
        }

        Bad(json, name, "day of the calendar", "Write it as yyyy-mm-dd.");
        return new DateLiteral { Value = new LocalDate(2000, 1, 1) };
    }

    private DurationLiteral Duration(JsonObject json)
    {
        long count = 0;
        if (json.Require("count") is { } node
            && (node.Kind != JsonKind.Number || !long.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out count)))
        {
            Bad(json, "count", "whole number", "Write digits without quotes.");
        }

        int unit = json.Choice("unit", required: true, Units) ?? 0;
        return new DurationLiteral { Count = count, Unit = CrmGrammar.Units[unit].Unit };
    }

    // A number in the one form in which it is written: no exponent, no zeros that say nothing.
    private Rational? Number(JsonObject json, string name)
    {
        string text = json.RequireText(name);
        if (text.Length <= CrmLexer.MaxDigits + 2 && Rational.TryParse(text, out Rational value) && value.ToString() == text && CrmLexer.CanWrite(value))
        {
            return value;
        }

        Bad(json, name, "number", "Write it as text in decimal digits, without an exponent and without zeros that say nothing, as in \"0.05\".");
        return null;
    }

    private InExpression Among(JsonObject json)
    {
        var items = new List<Expression>();
        foreach ((JsonNode node, JsonPath path) in Items(json, "items"))
        {
            Expression item = Read(node, path);
            items.Add(item);
            if (item is not (NumberLiteral or TextLiteral or BooleanLiteral or DateLiteral or DurationLiteral))
            {
                _findings.Error(SyntaxFindings.NotALiteral, node, path, "'in' looks among literals only.", "Write numbers, texts, dates, durations or truth values.");
            }
        }

        return new InExpression { Operand = Require(json, "operand"), Items = items };
    }

    private CallExpression Call(JsonObject json)
    {
        int function = json.Choice("function", required: true, CrmGrammar.Functions) ?? 0;
        var arguments = new List<Expression>();
        foreach ((JsonNode node, JsonPath path) in Items(json, "arguments"))
        {
            arguments.Add(Read(node, path));
        }

        return new CallExpression { Function = CrmGrammar.Functions[function], Arguments = arguments };
    }

    private MethodExpression Method(JsonObject json)
    {
        int method = json.Choice("method", required: true, CrmGrammar.Operations) ?? 0;
        List<Expression> arguments = [.. Items(json, "arguments", mayBeEmpty: true).Select(i => Read(i.Node, i.Path))];
        return new MethodExpression { Operand = Require(json, "operand"), Method = CrmGrammar.Operations[method], Arguments = arguments };
    }

    private OverExpression Over(JsonObject json)
    {
        bool isDropping = json.Flag("dropping");
        var dimensions = new List<NameExpression>();
        foreach ((JsonNode node, JsonPath path) in isDropping || json.Find("per") is not null ? Items(json, "per") : [])
        {
            if (Read(node, path) is NameExpression { Version: null } name)
            {
                dimensions.Add(name);
            }
            else
            {
                _findings.Error(SyntaxFindings.JsonBadValue, node, path, "A dimension is a name.", "Write an expression of the kind 'name'.");
            }
        }

        return new OverExpression { Operand = Require(json, "operand"), IsDropping = isDropping, Dimensions = dimensions };
    }

    private Expression MetricCall(JsonObject json)
    {
        NameExpression metric = Path(json, "metric");
        List<Expression> arguments = [.. Items(json, "arguments", mayBeEmpty: true).Select(i => Read(i.Node, i.Path))];
        if (metric.Parts.Count > 1 && !CrmGrammar.Operations.Contains(metric.Parts[^1]))
        {
            return new MetricCallExpression { Metric = metric, Arguments = arguments };
        }

        Bad(json, "metric", "name of a metric with parameters", "It has a dot, and its last part is no operation.");
        return Missing();
    }

    private ConversionExpression Conversion(JsonObject json)
    {
        string currency = json.RequireText("currency");
        if (Currency.Find(currency) is null)
        {
            Bad(json, "currency", "currency", "Write a code of ISO 4217 in upper case, such as EUR.");
        }

        RatePolicy policy = CrmGrammar.Policies[json.Choice("at", required: true, Policies) ?? 0].Policy;
        string? table = json.Find("using") is null ? null : json.RequireText("using");
        if (table is not null && !CrmLexer.CanQuote(table))
        {
            Bad(json, "using", "name of a table", "Take out control characters and halves of characters.");
        }

        int within = 0;
        if (json.Find("within") is { } node
            && (node.Kind != JsonKind.Number || !int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out within) || within is < 1 or > ConversionParser.LongestGap))
        {
            Bad(json, "within", "number of days", $"Write a whole number from 1 to {ConversionParser.LongestGap}.");
        }

        return new ConversionExpression
        {
            Operand = Require(json, "operand"), Currency = currency, At = policy, Day = policy == RatePolicy.Fixed ? Date(json, "day").Value : null,
            Using = table, Within = within, RoundsLines = json.Choice("round", required: false, ["line"]) is not null,
        };
    }

    private List<(JsonNode Node, JsonPath Path)> Items(JsonObject json, string name, bool mayBeEmpty = false)
    {
        IReadOnlyList<JsonNode> items = json.Items(name, required: true);
        if (items.Count == 0 && !mayBeEmpty)
        {
            _findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At(name), $"'{name}' is empty.", "Write at least one.");
        }

        return [.. items.Select((node, i) => (node, json.At(name).At(i)))];
    }

    private AggregateExpression Aggregate(JsonObject json)
    {
        int kind = json.Choice("aggregate", required: true, Aggregates) ?? 0;
        AggregateKind which = CrmGrammar.Aggregates[kind].Kind;
        bool isPercentile = which == AggregateKind.Percentile, isLifetime = which == AggregateKind.Lifetime, isSurvival = which == AggregateKind.Survival;
        Rational? share = isLifetime ? new Rational(1, 2) : null;
        if ((isPercentile || (isLifetime && json.Find("share") is not null)) && Number(json, "share") is { } value)
        {
            share = value;
            if (value.Sign < 0 || value > Rational.One || !(value * 10_000).IsInteger)
            {
                Bad(json, "share", "share of a percentile", "Write a number from 0 to 1 with at most four decimal places.");
            }
        }

        int? method = isPercentile ? json.Choice("method", required: false, ["nearest"]) : null;
        var aggregate = new AggregateExpression
        {
            Kind = CrmGrammar.Aggregates[kind].Kind,
            Operand = Require(json, "operand", mayBeEach: true),
            Probability = isPercentile ? share ?? Rational.Zero : share,
            Ended = isLifetime || isSurvival ? Require(json, "ended") : null,
            At = isSurvival ? Length(json) : null,
            Method = method is null ? PercentileMethod.Linear : PercentileMethod.Nearest,
            Where = Find(json, "where"),
            By = json.FindName("by"),
        };
        if (aggregate is { Operand: EachExpression, Where: not null })
        {
            Misplaced(json, "where", "An aggregate over 'each' has its condition in the 'each'.", "Move it into the operand.");
        }

        return aggregate;
    }

    private Expression Length(JsonObject json)
    {
        Expression length = Require(json, "at");
        if (length is NumberLiteral or DurationLiteral)
        {
            return length;
        }

        Bad(json, "at", "length", "Write a number or a duration.");
        return new NumberLiteral { Value = default };
    }

    private FilteredExpression Filtered(JsonObject json)
    {
        var filtered = new FilteredExpression { Operand = Require(json, "operand"), Where = Find(json, "where"), By = json.FindName("by") };
        if (filtered is { Where: null, By: null })
        {
            _findings.Error(SyntaxFindings.JsonMissingProperty, json.Node, json.Path, "A filtered expression has 'where', 'by' or both.", "Add one, or use the operand itself.");
        }

        if (!ExpressionParser.CanFilter(filtered.Operand))
        {
            Misplaced(json, "operand", "Only an aggregate or a name is filtered.", "Move the filter to the aggregate.");
        }

        return filtered;
    }

    private void Misplaced(JsonObject json, string name, string message, string mend) =>
        _findings.Error(SyntaxFindings.MisplacedClause, json.Find(name) ?? json.Node, json.At(name), message, mend);

    private void Bad(JsonObject json, string name, string what, string mend)
    {
        if (json.Find(name) is { } node)
        {
            _findings.BadValue(node, json.At(name), what, mend);
        }
    }
}
