using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Crm.Sdk.Interchange.Yaml;

/// <summary>Reads YAML into nodes without recursion, so that no text is too deep for the stack.</summary>
internal static class YamlReader
{
    private const int MaxDepth = 64;
    private const int MaxLength = 4_194_304;
    private const int MaxNodes = 500_000;

    /// <summary>The documents of a text; those before a mistake, and the mistake.</summary>
    public static (IReadOnlyList<YamlNode> Documents, YamlPlace At, string? Problem) Read(string text, string? source)
    {
        var composer = new Composer(source);
        if (text.Length > MaxLength)
        {
            return ([], new YamlPlace(source, 1, 1), $"The file has more than {MaxLength} characters");
        }

        try
        {
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                if (composer.Take(parser.Current!) is { } problem)
                {
                    return (composer.Documents, composer.Here, problem);
                }
            }

            return (composer.Documents, default, null);
        }
        catch (YamlException e)
        {
            var at = new YamlPlace(source, Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column));
            return (composer.Documents, at, OneLine(e.Message));
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            // The scanner meets some broken texts with exceptions of its own making.
            return (composer.Documents, composer.Here, "The text breaks off in a way that cannot be read");
        }
    }

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');

    private sealed class Composer(string? source)
    {
        private readonly Stack<(YamlNode Node, string? Anchor, int Before)> _open = new();
        private readonly Stack<YamlScalar?> _keys = new();
        private readonly Dictionary<string, (YamlNode Node, int Size)> _anchors = new(StringComparer.Ordinal);

        private int _nodes;

        public List<YamlNode> Documents { get; } = [];

        public YamlPlace Here { get; private set; } = new(source, 1, 1);

        public string? Take(ParsingEvent e)
        {
            Here = new YamlPlace(source, Math.Max(1, (int)e.Start.Line), Math.Max(1, (int)e.Start.Column));
            switch (e)
            {
                case Scalar scalar:
                    return Add(Anchored(scalar.Anchor, new YamlScalar(Here, scalar.Value, scalar.Style is ScalarStyle.Plain or ScalarStyle.Any)));
                case AnchorAlias alias:
                    return _anchors.TryGetValue(alias.Value.Value, out var known) ? Add(known.Node, known.Size) : $"The alias '{alias.Value.Value}' is not known here";
                case SequenceStart start:
                    return Open(new YamlSequence(Here), start.Anchor);
                case MappingStart start:
                    return Open(new YamlMapping(Here), start.Anchor);
                case SequenceEnd or MappingEnd:
                    (YamlNode node, string? anchor, int before) = _open.Pop();
                    _keys.Pop();
                    if (anchor is not null)
                    {
                        _anchors[anchor] = (node, _nodes - before);
                    }

                    return Add(node);
                default:
                    return null;
            }
        }

        private string? Open(YamlNode node, AnchorName anchor)
        {
            if (_open.Count == MaxDepth)
            {
                return $"Lists and properties stand more than {MaxDepth} deep inside each other";
            }

            _open.Push((node, anchor.IsEmpty ? null : anchor.Value, _nodes));
            _keys.Push(null);
            return null;
        }

        private YamlScalar Anchored(AnchorName anchor, YamlScalar scalar)
        {
            if (!anchor.IsEmpty)
            {
                _anchors[anchor.Value] = (scalar, 1);
            }

            return scalar;
        }

        // What an alias repeats counts each time: few lines can stand for many.
        private string? Add(YamlNode node, int size = 1)
        {
            _nodes += size;
            if (_nodes > MaxNodes)
            {
                return $"With what its aliases repeat, the file has more than {MaxNodes} parts";
            }

            if (!_open.TryPeek(out var parent))
            {
                Documents.Add(node);
                return null;
            }

            if (parent.Node is YamlSequence sequence)
            {
                sequence.Items.Add(node);
                return null;
            }

            var mapping = (YamlMapping)parent.Node;
            if (_keys.Pop() is { } key)
            {
                _keys.Push(null);
                mapping.Entries.Add((key, node));
                return null;
            }

            if (node is not YamlScalar name)
            {
                _keys.Push(null);
                return "The name of a property is no plain text";
            }

            _keys.Push(name);
            return null;
        }
    }
}
