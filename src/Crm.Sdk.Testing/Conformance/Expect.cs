using System.Text;

namespace Crm.Sdk.Testing.Conformance;

/// <summary>What must be so; otherwise a <see cref="ConformanceException"/> says what was expected and what came.</summary>
internal static class Expect
{
    public static void True(bool holds, string what)
    {
        if (!holds)
        {
            throw new ConformanceException(what, "true", "false");
        }
    }

    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new ConformanceException(what, Shown(expected), Shown(actual));
        }
    }

    /// <summary>The same things in the same order.</summary>
    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what)
    {
        (List<T> wanted, List<T> got) = ([.. expected], [.. actual]);
        if (!wanted.SequenceEqual(got))
        {
            int same = wanted.Zip(got).TakeWhile(p => EqualityComparer<T>.Default.Equals(p.First, p.Second)).Count();
            bool isLong = same > 10;
            string from = isLong ? $"from place {same} on " : "";
            throw new ConformanceException(what, from + Shown(isLong ? wanted[same..] : wanted), from + Shown(isLong ? got[same..] : got));
        }
    }

    /// <summary>The same things in any order.</summary>
    public static void Set<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Sequence(expected.Select(Shown).Order(StringComparer.Ordinal), actual.Select(Shown).Order(StringComparer.Ordinal), what);

    public static async Task<TException> ThrowsAsync<TException>(Func<Task> act, string what)
        where TException : Exception
    {
        try
        {
            await act();
        }
        catch (TException e)
        {
            return e;
        }
        catch (Exception e) when (e is not ConformanceException)
        {
            throw new ConformanceException(what, typeof(TException).Name, $"{e.GetType().Name}: {e.Message}", e);
        }

        throw new ConformanceException(what, typeof(TException).Name, "no exception");
    }

    /// <summary>A value as text that shows every letter.</summary>
    public static string Shown<T>(T value)
    {
        switch (value)
        {
            case null:
                return "null";
            case string text:
                return Quoted(text);
            case System.Collections.IEnumerable all:
                List<string> shown = [.. all.Cast<object?>().Take(41).Select(Shown)];
                return $"[{string.Join(", ", shown.Take(40))}{(shown.Count > 40 ? ", ..." : "")}]";
            default:
                return value.ToString() ?? "";
        }
    }

    private static string Quoted(string text)
    {
        var shown = new StringBuilder("'");
        foreach (char c in text.Length > 200 ? text[..200] : text)
        {
            _ = c is >= ' ' and <= '~' ? shown.Append(c) : shown.Append($"\\u{(int)c:X4}");
        }

        return shown.Append('\'').Append(text.Length > 200 ? $" ({text.Length} letters)" : "").ToString();
    }
}
