using System.Diagnostics;
using System.Text;
using Crm.Sdk.Language.Syntax;
using Crm.Sdk.TestKit.Language;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Domain.Tests.Language.Syntax;

public sealed class FuzzTests
{
    private const int Inputs = 100_000;

    private static readonly string[] Snippets =
    [
        "fact ", "metric ", " where ", " by ", "each ", "not ", " in (", "between ", " and ", "(", ")", "{", "}", ",", "'", "\"", "`", "%", "2026-02-30",
        "count(", "percentile(", "90 days", "\n", "//", "1e9", "99999999999999999999999999999999999999999", "\ud800", "\0", "🙂", "=", "==", ";",
        "\"kind\":", "null", "[", "]", "\\u0000", "\\ud800", "-", ":", "true",
    ];

    [Fact]
    public void Every_text_gives_a_tree_or_findings_inside_it() =>
        Feed(d => CrmPrinter.Print(d), text => CrmParser.Parse(text, "fuzz"));

    [Fact]
    public void Every_JSON_gives_a_tree_or_findings_inside_it() =>
        Feed(CrmJson.Write, json => CrmJson.Read(json, "fuzz"));

    private static void Feed(Func<CrmDocument, string> write, Func<string, Checked<CrmDocument>> read)
    {
        var random = new Random(20261121);
        string[] valid = [.. Enumerable.Range(0, 500).Select(seed => write(new SyntaxGenerator(new Random(seed)).Document())).Where(t => t.Length < 2_000)];
        var watch = Stopwatch.StartNew();
        int accepted = 0;
        for (int i = 0; i < Inputs; i++)
        {
            string input = i % 2 == 0 ? Noise(random) : Mutate(random, valid[random.Next(valid.Length)], valid[random.Next(valid.Length)]);
            Checked<CrmDocument> result = read(input);
            accepted += result.IsValid ? 1 : 0;
            if (!result.IsValid && result.Findings.Count == 0)
            {
                Assert.Fail($"Neither a tree nor a finding for {input}");
            }

            foreach (Finding finding in result.Findings)
            {
                if (finding.Place.Span is not { } span || span.End > input.Length || finding.Message.Length == 0)
                {
                    Assert.Fail($"{finding} lies outside of {input}");
                }
            }

            if (result.Findings.Count > 100)
            {
                Assert.Fail($"{result.Findings.Count} findings for {input}");
            }

            if (result.IsValid)
            {
                // What was accepted can be written in both forms and read again.
                string json = CrmJson.Write(result.Value!);
                CrmJson.Write(CrmParser.Parse(CrmPrinter.Print(result.Value!)).ThrowIfInvalid()).Should().Be(json);
                CrmJson.Write(CrmJson.Read(json).ThrowIfInvalid()).Should().Be(json);
            }
        }

        accepted.Should().BeGreaterThan(100, "some mutations keep a text valid");
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60));
    }

    private static string Noise(Random random)
    {
        int length = random.Next(0, 120);
        var text = new StringBuilder();
        switch (random.Next(3))
        {
            case 0:
                for (int i = 0; i < length; i++)
                {
                    text.Append((char)random.Next(char.MaxValue + 1));
                }

                break;
            case 1:
                for (int i = 0; i < length; i++)
                {
                    text.Append((char)random.Next(32, 127));
                }

                break;
            default:
                for (int i = 0; i < length / 4; i++)
                {
                    text.Append(Snippets[random.Next(Snippets.Length)]);
                }

                break;
        }

        return text.ToString();
    }

    private static string Mutate(Random random, string valid, string donor)
    {
        var text = new StringBuilder(valid);
        int edits = random.Next(1, 5);
        for (int i = 0; i < edits; i++)
        {
            int at = random.Next(text.Length + 1);
            int length = random.Next(Math.Min(20, text.Length - at) + 1);
            switch (random.Next(6))
            {
                case 5:
                    Transplant(random, text, donor);
                    break;
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, Snippets[random.Next(Snippets.Length)]);
                    break;
                case 2:
                    text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                    break;
                case 3 when at < text.Length:
                    text[at] = (char)(random.Next(4) == 0 ? random.Next(char.MaxValue + 1) : random.Next(32, 127));
                    break;
                default:
                    text.Length = at;
                    break;
            }
        }

        return text.ToString();
    }

    // Puts one bracketed part of a text in the place of another: what results is well formed and mostly means nothing.
    private static void Transplant(Random random, StringBuilder text, string donor)
    {
        if (Part(random, text.ToString()) is { } old && Part(random, donor) is { } graft)
        {
            text.Remove(old.Start, old.Length).Insert(old.Start, donor[graft.Start..graft.End]);
        }
    }

    private static TextSpan? Part(Random random, string text)
    {
        int start = text.Length == 0 ? -1 : text.IndexOfAny(['{', '(', '['], random.Next(text.Length));
        int depth = 0;
        for (int i = start; i >= 0 && i < text.Length; i++)
        {
            depth += text[i] is '{' or '(' or '[' ? 1 : text[i] is '}' or ')' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return new TextSpan(start, i - start + 1);
            }
        }

        return null;
    }
}
