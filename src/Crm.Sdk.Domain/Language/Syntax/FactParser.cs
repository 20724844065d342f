using Crm.Sdk.Facts;
using Crm.Sdk.Validation;
using Crm.Sdk.Values;

namespace Crm.Sdk.Language.Syntax;

/// <summary>Reads the declaration of a fact and its fields.</summary>
internal sealed class FactParser
{
    private readonly TokenCursor _cursor;
    private readonly ExpressionParser _expressions;
    private readonly TypeParser _types;

    public FactParser(TokenCursor cursor, ExpressionParser expressions)
    {
        _cursor = cursor;
        _expressions = expressions;
        _types = new TypeParser(cursor);
    }

    /// <summary>A fact; its keyword was taken and began at <paramref name="start"/>.</summary>
    public FactDeclaration Read(int start)
    {
        Token name = _cursor.ExpectPlainName("the fact");
        FactShape shape = ReadShape();
        FieldDeclaration key = ReadKey(shape >= FactShape.Interval);
        IntervalDeclaration? interval = shape == FactShape.Interval ? ReadInterval() : null;
        SnapshotDeclaration? snapshot = shape == FactShape.Snapshot ? ReadSnapshot() : null;
        Token open = _cursor.Current;
        var fields = new List<FieldDeclaration>();
        if (_cursor.Expect("{", "before the fields", "Write the fields between '{' and '}'.") || _cursor.AtField)
        {
            ReadFields(open, fields);
        }
        else
        {
            _cursor.SkipUnlessDeclaration();
        }

        return new FactDeclaration
        {
            Name = name.Value, NameSpan = name.Span, Shape = shape, Key = key, Interval = interval, Snapshot = snapshot, Fields = fields, Span = _cursor.From(start),
        };
    }

    private FactShape ReadShape()
    {
        if (_cursor.TakeWord("event"))
        {
            return FactShape.Event;
        }

        if (_cursor.TakeWord("entity"))
        {
            return FactShape.Entity;
        }

        if (_cursor.TakeWord("interval"))
        {
            return FactShape.Interval;
        }

        if (_cursor.TakeWord("snapshot"))
        {
            return FactShape.Snapshot;
        }

        Token word = _cursor.Current;
        bool isMissing = !word.IsName || (word.IsWord("key") && _cursor.Next.IsName);
        string? nearest = isMissing ? null : Suggestion.For(word.Value, CrmGrammar.ShapeWords);
        _cursor.ReportMissing(
            SyntaxFindings.UnknownShape,
            isMissing ? $"The shape of the fact is missing before {word.Display}." : $"{word.Display} is no shape of a fact.",
            Suggestion.DidYouMean(nearest, "Write 'event' for what happened, 'entity' for what other facts refer to, 'interval' for a state that lasted, or 'snapshot' for how something stood."));
        if (!isMissing)
        {
            _cursor.Advance();
        }

        return FactShape.Event;
    }

    // from entered [date] to left [overlapping]
    private IntervalDeclaration ReadInterval()
    {
        int start = _cursor.Current.Span.Start;
        if (!_cursor.TakeWord("from"))
        {
            _cursor.ReportMissing(SyntaxFindings.IncompleteInterval, $"'from' is expected before {_cursor.Current.Display}.",
                "An interval says from when to when a row lasts: from entered to left.");
            return Interval(start, NoName(start), NoName(start), DataType.Instant, mayOverlap: false);
        }

        Token from = _cursor.ExpectPlainName("the time at which a state begins");
        bool isDate = _cursor.TakeWord("date");
        if (!isDate)
        {
            _cursor.TakeWord("instant");
        }

        Token to = NoName(start);
        if (_cursor.TakeWord("to"))
        {
            to = _cursor.ExpectPlainName("the time at which a state ends");
        }
        else
        {
            _cursor.ReportMissing(SyntaxFindings.IncompleteInterval, $"'to' is expected before {_cursor.Current.Display}.",
                "An interval says from when to when a row lasts: from entered to left.");
        }

        return Interval(start, from, to, isDate ? DataType.Date : DataType.Instant, _cursor.TakeWord("overlapping"));
    }

    // , currency at day [date]
    private SnapshotDeclaration ReadSnapshot()
    {
        int start = _cursor.Current.Span.Start;
        var parts = new List<NameExpression>();
        while (_cursor.Take(","))
        {
            Token part = _cursor.ExpectPlainName("a further field of the key");
            parts.Add(new NameExpression { Parts = [part.Value], Span = part.Span });
        }

        Token at = NoName(start);
        if (_cursor.TakeWord("at"))
        {
            at = _cursor.ExpectPlainName("the time at which a snapshot was taken");
        }
        else
        {
            _cursor.ReportMissing(SyntaxFindings.IncompleteSnapshot, $"'at' is expected before {_cursor.Current.Display}.",
                "A snapshot says when a row was taken: at day date.");
        }

        bool isDate = _cursor.TakeWord("date");
        if (!isDate)
        {
            _cursor.TakeWord("instant");
        }

        var time = new FieldDeclaration { Name = at.Value, Role = FieldRole.Time, Type = isDate ? DataType.Date : DataType.Instant, Span = at.Span };
        return new SnapshotDeclaration { Parts = parts, At = time, Span = _cursor.From(start) };
    }

    private static Token NoName(int start) => new(TokenKind.Word, start, 0, "", firstOnLine: false);

    private IntervalDeclaration Interval(int start, Token from, Token to, DataType type, bool mayOverlap)
    {
        FieldDeclaration Time(Token name) => new() { Name = name.Value, Role = FieldRole.Time, Type = type, Span = name.Span };
        return new IntervalDeclaration { From = Time(from), To = Time(to), MayOverlap = mayOverlap, Span = _cursor.From(start) };
    }

    private FieldDeclaration ReadKey(bool isEntity)
    {
        int start = _cursor.Current.Span.Start;
        if (!_cursor.TakeWord("key"))
        {
            string mend = "Write 'key' and the name of the field that identifies a row.";
            bool isSlip = _cursor.Current.Kind == TokenKind.Word && Suggestion.For(_cursor.Current.Value, ["key"]) is not null;
            _cursor.ReportMissing(
                SyntaxFindings.Expected, $"'key' is expected before {_cursor.Current.Display}.", isSlip ? "Did you mean 'key'?" : mend);
            if (!isSlip)
            {
                return Key("", DataType.Text, start);
            }

            _cursor.Advance();
        }

        Token name = _cursor.ExpectPlainName(isEntity ? "the entity of the rows" : "the key");
        if (isEntity)
        {
            return new FieldDeclaration { Name = name.Value, Role = FieldRole.Reference, Type = ReadTarget(name), Span = _cursor.From(start) };
        }

        DataType type = DataType.Text;
        if (_cursor.TakeWord("int"))
        {
            type = DataType.Integer;
        }
        else if (!_cursor.TakeWord("text") && _cursor.Current.IsName && !_cursor.Current.IsFirstOnLine && !_cursor.AtField && !_cursor.AtDeclaration)
        {
            _cursor.ReportHere(SyntaxFindings.WrongType, $"A key is of type text or int, not {_cursor.Current.Display}.", "Write text, int or nothing.");
            _cursor.Advance();
        }

        return Key(name.Value, type, start);
    }

    private FieldDeclaration Key(string name, DataType type, int start) =>
        new() { Name = name, Role = FieldRole.Key, Type = type, Span = _cursor.From(start) };

    private void ReadFields(Token open, List<FieldDeclaration> fields)
    {
        while (!_cursor.Take("}"))
        {
            if (_cursor.AtEnd || (_cursor.AtDeclaration && _cursor.Current.IsFirstOnLine))
            {
                _cursor.Report(SyntaxFindings.UnclosedBrace, open.Span, "The fields of the fact are not closed.", "Close them with '}'.");
                return;
            }

            Token word = _cursor.Current;
            if (word.IsOneOf(CrmGrammar.FieldWords))
            {
                _cursor.Advance();
                fields.Add(ReadField(word.Value, word.Span.Start));
            }
            else
            {
                SkipUnknown(word, fields);
            }
        }
    }

    private void SkipUnknown(Token word, List<FieldDeclaration> fields)
    {
        if (word.IsWord("where") || word.IsWord("by"))
        {
            _cursor.ReportHere(
                SyntaxFindings.MisplacedClause, $"A field has no '{word.Value}'.", "Put the condition into a set or into an aggregate.");
        }
        else
        {
            string? nearest = word.Kind == TokenKind.Word
                ? Suggestion.For(word.Value, [.. CrmGrammar.FieldWords, .. CrmGrammar.TimeModifiers, .. CrmGrammar.DimensionModifiers, .. CrmGrammar.InfixWords])
                : null;
            _cursor.ReportHere(
                SyntaxFindings.UnknownField,
                $"{word.Display} begins no field.",
                word.IsSymbol(",") ? "Take it out; fields are separated by white space."
                    : Suggestion.DidYouMean(nearest, "A field begins with time, ref, dim or measure."));
            if (nearest is not null && CrmGrammar.FieldWords.Contains(nearest) && _cursor.Next.IsName)
            {
                _cursor.Advance();
                fields.Add(ReadField(nearest, word.Span.Start));
                return;
            }
        }

        _cursor.Advance();
        _cursor.SkipToField();
    }

    private FieldDeclaration ReadField(string keyword, int start)
    {
        Token name = _cursor.ExpectPlainName("the field");
        FieldRole role = keyword switch
        {
            "time" => FieldRole.Time,
            "ref" => FieldRole.Reference,
            "dim" => FieldRole.Dimension,
            _ => FieldRole.Measure,
        };
        int typeStart = _cursor.Current.Span.Start;
        DataType type = role == FieldRole.Reference ? ReadTarget(name) : _types.Read();
        if (role == FieldRole.Time && type.Kind is not (DataKind.Instant or DataKind.Date))
        {
            _cursor.ReportUnlessReported(
                SyntaxFindings.WrongType, _cursor.From(typeStart), $"A time is of type instant or date, not {type}.", "Write 'instant' for a point in time, 'date' for a day.");
        }

        var modifiers = new List<string>();
        NameExpression? history = null;
        ReadModifiers(role, type, modifiers, ref history);
        Expression? value = null;
        if (_cursor.Is("=") && role == FieldRole.Reference)
        {
            _cursor.ReportHere(SyntaxFindings.Unexpected, "A reference is stored, never computed.", "Take the formula out.");
            _cursor.SkipToField();
        }
        else if (_cursor.Take("="))
        {
            value = _expressions.Read();
            ReadModifiers(role, type, modifiers, ref history);
        }

        return new FieldDeclaration
        {
            Name = name.Value,
            Role = role,
            Type = type,
            IsDefault = role == FieldRole.Time && modifiers.Contains("default"),
            IsPlanned = modifiers.Contains("planned"),
            FoldsCase = modifiers.Contains("fold"),
            HasHistory = modifiers.Contains("history"),
            History = history,
            GroupsByNow = modifiers.Contains("now"),
            Value = value,
            Span = _cursor.From(start),
        };
    }

    private DataType ReadTarget(Token name)
    {
        string target = _cursor.TakeWord("to") ? _cursor.ExpectPlainName("the fact that is referred to").Value : name.Value;
        return DataType.Reference(target.Length == 0 ? "missing" : target);
    }

    private void ReadModifiers(FieldRole role, DataType type, List<string> modifiers, ref NameExpression? history)
    {
        while (_cursor.Current.IsOneOf(CrmGrammar.TimeModifiers) || _cursor.Current.IsOneOf(CrmGrammar.DimensionModifiers))
        {
            Token word = _cursor.Advance();
            if (word.Value == "default" && role == FieldRole.Dimension && (_cursor.IsWord("now") || _cursor.IsWord("then")))
            {
                ReadDefaultReading(word, modifiers);
                continue;
            }

            bool fits = CrmGrammar.TimeModifiers.Contains(word.Value) ? role == FieldRole.Time : role == FieldRole.Dimension;
            if (!fits)
            {
                string owner = CrmGrammar.TimeModifiers.Contains(word.Value) ? "time" : "dim";
                _cursor.Report(SyntaxFindings.MisplacedModifier, word.Span, $"'{word.Value}' belongs to a '{owner}' field.", "Take it out.");
            }
            else if (word.Value == "fold" && type.Kind != DataKind.Text)
            {
                _cursor.Report(SyntaxFindings.MisplacedModifier, word.Span, "'fold' belongs to a dimension of type text.", "Take it out.");
            }
            else if (modifiers.Contains(word.Value))
            {
                _cursor.Report(SyntaxFindings.Repeated, word.Span, $"'{word.Value}' stands here twice.", "Keep one of the two.");
            }

            modifiers.Add(word.Value);
            bool isNamed = word.Value == "history" && _cursor.Current.IsName && !_cursor.Current.IsFirstOnLine && !_cursor.AtField && !_cursor.AtDeclaration
                && !_cursor.Current.IsOneOf(CrmGrammar.TimeModifiers) && !_cursor.Current.IsOneOf(CrmGrammar.DimensionModifiers);
            history = isNamed ? _expressions.ReadPath("the interval that holds the history") : history;
        }
    }

    private void ReadDefaultReading(Token word, List<string> modifiers)
    {
        string reading = _cursor.Advance().Value;
        if (!modifiers.Contains("history"))
        {
            _cursor.Report(SyntaxFindings.MisplacedReading, _cursor.From(word.Span.Start), "Only a dimension with history has a default reading.", "Write 'history' and the interval that holds it first, or take it out.");
        }
        else if (modifiers.Contains("now") || modifiers.Contains("then"))
        {
            _cursor.Report(SyntaxFindings.Repeated, _cursor.From(word.Span.Start), "The default reading stands here twice.", "Keep one of the two.");
        }

        modifiers.Add(reading);
    }
}
