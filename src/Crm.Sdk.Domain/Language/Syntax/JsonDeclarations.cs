using System.Globalization;
using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads documents and declarations from JSON.</summary>
internal sealed class JsonDeclarations
{
    private static readonly string[] FieldKinds = ["time", "ref", "dim", "measure"];
    private static readonly FieldRole[] FieldRoles = [FieldRole.Time, FieldRole.Reference, FieldRole.Dimension, FieldRole.Measure];

    private readonly JsonFindings _findings;
    private readonly JsonExpressions _expressions;
    private readonly JsonJourneys _journeys;

    public JsonDeclarations(JsonFindings findings)
    {
        _findings = findings;
        _expressions = new JsonExpressions(findings);
        _journeys = new JsonJourneys(findings, _expressions);
    }

    public IReadOnlyList<Declaration> ReadDocument(JsonNode root)
    {
        if (JsonObject.Of(root, JsonPath.Root, _findings) is not { } json)
        {
            return [];
        }

        if (json.Require("format") is { } format && format is not { Kind: JsonKind.String, Text: CrmJson.Format })
        {
            _findings.Error(
                SyntaxFindings.JsonUnknownFormat, format, json.At("format"), "This version reads the format 'crm-definitions/1' only.", "Convert the file, or use a newer version.");
        }

        IReadOnlyList<JsonNode> items = json.Items("declarations", required: true);
        if (items.Count > DeclarationParser.MaxDeclarations)
        {
            _findings.Error(
                SyntaxFindings.TooManyDeclarations,
                items[DeclarationParser.MaxDeclarations],
                json.At("declarations"),
                $"The document has more than {DeclarationParser.MaxDeclarations} declarations.",
                "Split it into several.");
        }

        json.End();
        var declarations = new List<Declaration>();
        for (int i = 0; i < Math.Min(items.Count, DeclarationParser.MaxDeclarations); i++)
        {
            JsonPath path = json.At("declarations").At(i);
            if (Read(items[i], path) is { } declaration)
            {
                declarations.Add(declaration);
                if (_findings.IsEmpty)
                {
                    CheckText(declaration, items[i], path);
                }
            }
        }

        return declarations;
    }

    // What the text form cannot say, such as a modifier at the wrong field, is refused here by the rules of the text form itself.
    private void CheckText(Declaration declaration, JsonNode node, JsonPath path)
    {
        Checked<CrmDocument> read = CrmParser.Parse(CrmPrinter.Print(declaration));
        if (!read.IsValid)
        {
            Finding first = read.Findings[0];
            _findings.Error(SyntaxFindings.JsonNotWritable, node, path, $"No text says this: {first.Message}", first.Mend);
        }
        else if (read.Value!.Declarations.Count != 1 || CrmJson.Write(read.Value.Declarations[0]) != CrmJson.Write(declaration))
        {
            _findings.Error(SyntaxFindings.JsonNotWritable, node, path, "No text says this; the nearest one means something else.", "Write it as text first and convert that.");
        }
    }

    private Declaration? Read(JsonNode node, JsonPath path)
    {
        if (JsonObject.Of(node, path, _findings) is not { } json || json.Choice("kind", required: true, CrmGrammar.DeclarationWords) is not { } kind)
        {
            return null;
        }

        Declaration declaration = CrmGrammar.DeclarationWords[kind] switch
        {
            "fact" => Fact(json),
            "set" => new SetDeclaration
            {
                Name = json.RequireName("name"),
                Of = JsonExpressions.Path(json, "of"),
                Where = _expressions.Find(json, "where"),
                By = json.FindName("by"),
            },
            "segment" => new SegmentDeclaration
            {
                Name = json.RequireName("name"),
                Title = Title(json),
                Entity = new NameExpression { Parts = [json.RequireName("entity")] },
                Where = _expressions.Require(json, "where"),
            },
            "funnel" => _journeys.Funnel(json),
            "cohort" => _journeys.Cohort(json),
            "attribution" => _journeys.Attribution(json),
            "calendar" => new JsonCalendar(_findings).Read(json),
            "target" => new JsonTarget(_findings, _expressions).Read(json, Title(json)),
            _ => new MetricDeclaration
            {
                Name = json.RequireName("name", dotted: true),
                Title = Title(json),
                Version = JsonExpressions.Version(json, _findings),
                From = FirstDay(json),
                Parameters = Parameters(json),
                Value = _expressions.Require(json, "value"),
                Unit = json.FindName("unit"),
                Better = json.Choice("better", required: false, ["up", "down"]) switch { 0 => Direction.Up, 1 => Direction.Down, _ => Direction.None },
                Minimum = Minimum(json),
                Mature = Mature(json),
                Exclusions = Exclusions(json),
                Confidence = Confidence(json),
            },
        };
        json.End();
        return declaration;
    }

    private List<ParameterDeclaration> Parameters(JsonObject json)
    {
        var parameters = new List<ParameterDeclaration>();
        IReadOnlyList<JsonNode> items = json.Find("parameters") is null ? [] : json.Items("parameters", required: true);
        for (int i = 0; i < items.Count; i++)
        {
            if (JsonObject.Of(items[i], json.At("parameters").At(i), _findings) is not { } parameter)
            {
                continue;
            }

            string text = parameter.RequireText("type");
            DataType? type = TypeParser.TryParse(text);
            if (type is null)
            {
                _findings.BadValue(parameter.Find("type") ?? parameter.Node, parameter.At("type"), "type", "Write text, bool, int, decimal(2), duration or date.");
            }

            parameters.Add(new ParameterDeclaration
            {
                Name = parameter.RequireName("name"), Type = type ?? DataType.Text, Default = _expressions.Find(parameter, "default"),
            });
            parameter.End();
        }

        return parameters;
    }

    private string? Title(JsonObject json)
    {
        string? title = json.FindText("title");
        if (title is not null && !CrmLexer.CanQuote(title))
        {
            _findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("title"), "The title holds a control character or half of a character.", "Take it out.");
        }

        return title;
    }

    private DateLiteral? FirstDay(JsonObject json)
    {
        if (_expressions.Find(json, "from") is not { } day)
        {
            return null;
        }

        if (day is DateLiteral date)
        {
            return date;
        }

        _findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("from"), "'from' is a day.", "Write an expression of the kind 'date'.");
        return null;
    }

    private DurationLiteral? Mature(JsonObject json)
    {
        Expression? length = _expressions.Find(json, "mature");
        if (length is not (null or DurationLiteral { Count: > 0 and <= 100_000 }))
        {
            _findings.Error(SyntaxFindings.JsonBadValue, json.Node, json.At("mature"), "This is no time that is waited.", "Write a duration of 1 to 100000 units.");
        }

        return length as DurationLiteral;
    }

    private List<ExclusionClause> Exclusions(JsonObject json)
    {
        var exclusions = new List<ExclusionClause>();
        IReadOnlyList<JsonNode> items = json.Items("exclude", required: false);
        for (int i = 0; i < items.Count; i++)
        {
            if (JsonObject.Of(items[i], json.At("exclude").At(i), _findings) is not { } item)
            {
                continue;
            }

            string name = item.RequireText("name");
            if (!CrmLexer.CanQuote(name) || exclusions.Exists(e => e.Name == name))
            {
                _findings.Error(SyntaxFindings.JsonBadValue, item.Node, item.At("name"), $"'{name}' cannot name an exclusion here.", "Each has a name of its own, without control characters.");
            }

            exclusions.Add(new ExclusionClause { Name = name, Where = _expressions.Require(item, "where") });
            item.End();
        }

        return exclusions;
    }

    private static Rational? Confidence(JsonObject json) =>
        json.Choice("confidence", required: false, [.. CrmGrammar.Levels.Select(l => l.Level.ToString())]) is { } level ? CrmGrammar.Levels[level].Level : null;

    private int Minimum(JsonObject json)
    {
        int minimum = 0;
        if (json.Find("minimum") is { } node
            && (node.Kind != JsonKind.Number || !int.TryParse(node.Text, NumberStyles.None, CultureInfo.InvariantCulture, out minimum) || minimum == 0))
        {
            _findings.BadValue(node, json.At("minimum"), "smallest number of rows", "Write a whole number from 1 to 2147483647 without quotes, or nothing for none.");
        }

        return minimum;
    }

    private FactDeclaration Fact(JsonObject json)
    {
        int shape = json.Choice("shape", required: true, CrmGrammar.ShapeWords) ?? 0;
        FieldDeclaration key = Key(json, (FactShape)shape, out IntervalDeclaration? interval, out SnapshotDeclaration? snapshot);
        var fields = new List<FieldDeclaration>();
        IReadOnlyList<JsonNode> items = json.Items("fields", required: false);
        for (int i = 0; i < items.Count; i++)
        {
            if (Field(items[i], json.At("fields").At(i)) is { } field)
            {
                fields.Add(field);
            }
        }

        return new FactDeclaration
        {
            Name = json.RequireName("name"),
            Shape = (FactShape)shape,
            Key = key,
            Interval = interval,
            Snapshot = snapshot,
            Fields = fields,
        };
    }

    private FieldDeclaration Key(JsonObject fact, FactShape shape, out IntervalDeclaration? interval, out SnapshotDeclaration? snapshot)
    {
        string name = "missing";
        DataType type = DataType.Text;
        interval = null;
        snapshot = null;
        if (fact.Require("key") is { } node && JsonObject.Of(node, fact.At("key"), _findings) is { } json)
        {
            name = json.RequireName("name");
            if (shape >= FactShape.Interval)
            {
                DataType time = json.Choice("type", required: false, ["date"]) is null ? DataType.Instant : DataType.Date;
                FieldDeclaration Time(string property) => new() { Name = json.RequireName(property), Role = FieldRole.Time, Type = time };
                if (shape == FactShape.Interval)
                {
                    interval = new IntervalDeclaration { From = Time("from"), To = Time("until"), MayOverlap = json.Flag("overlapping") };
                }
                else
                {
                    snapshot = new SnapshotDeclaration { Parts = Parts(json), At = Time("at") };
                }

                type = DataType.Reference(json.FindName("to") ?? name);
                json.End();
                return new FieldDeclaration { Name = name, Role = FieldRole.Reference, Type = type };
            }

            type = json.Choice("type", required: false, ["int"]) is null ? DataType.Text : DataType.Integer;
            json.End();
        }

        return new FieldDeclaration { Name = name, Role = FieldRole.Key, Type = type };
    }

    private static NameExpression[] Parts(JsonObject json) => [.. json.Names("parts").Select(n => new NameExpression { Parts = [n] })];

    private FieldDeclaration? Field(JsonNode node, JsonPath path)
    {
        if (JsonObject.Of(node, path, _findings) is not { } json || json.Choice("kind", required: true, FieldKinds) is not { } kind)
        {
            return null;
        }

        FieldRole role = FieldRoles[kind];
        string name = json.RequireName("name");
        var field = new FieldDeclaration
        {
            Name = name,
            Role = role,
            Type = role == FieldRole.Reference ? DataType.Reference(json.FindName("to") ?? name) : Type(json),
            IsDefault = json.Flag("default"),
            IsPlanned = json.Flag("planned"),
            FoldsCase = json.Flag("fold"),
            HasHistory = json.Flag("history"),
            History = json.Find("kept") is null ? null : JsonExpressions.Path(json, "kept"),
            GroupsByNow = json.Choice("reading", required: false, ["now"]) is not null,
            Value = _expressions.Find(json, "value"),
        };
        json.End();
        return field;
    }

    private DataType Type(JsonObject json)
    {
        string text = json.RequireText("type");
        DataType? type = TypeParser.TryParse(text);
        if (type is not null && type.ToString() == text)
        {
            return type;
        }

        if (json.Find("type") is { Kind: JsonKind.String } node)
        {
            string? nearest = type?.ToString() ?? Suggestion.For(text, CrmGrammar.TypeWords);
            _findings.BadValue(node, json.At("type"), "type in its canonical form", Suggestion.DidYouMean(nearest, "Write it as the text form does, as in \"money(EUR)\"."));
        }

        return DataType.Text;
    }
}
