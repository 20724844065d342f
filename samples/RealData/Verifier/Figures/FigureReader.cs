using System.Text.Json;
using System.Text.RegularExpressions;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Samples.RealData.Manifests;
using Crm.Sdk.Values;

namespace Crm.Sdk.Samples.RealData.Figures;

/// <summary>Reads the leaves of a figure from the cubes of its queries.</summary>
/// <param name="manifest">The manifest of the set.</param>
/// <param name="figure">The figure.</param>
public sealed partial class FigureReader(Manifest manifest, FigureSource figure)
{
    /// <summary>The queries of the figure by name, each with the metrics that the leaves read from it.</summary>
    /// <exception cref="JsonException">A leaf uses a query or a group of leaves that the manifest does not have.</exception>
    public IReadOnlyDictionary<string, (FigureQuery Query, IReadOnlyList<string> Metrics)> Queries { get; } = Sources(manifest, figure)
        .GroupBy(leaf => leaf.Query, leaf => leaf.Metric!, StringComparer.Ordinal)
        .ToDictionary(
            query => query.Key,
            query => (figure.QueryNamed(query.Key), (IReadOnlyList<string>)[.. query.Distinct(StringComparer.Ordinal)]),
            StringComparer.Ordinal);

    /// <summary>The leaves of the figure.</summary>
    /// <param name="cubes">The answer to each of <see cref="Queries"/>.</param>
    public IReadOnlyList<FigureLeaf> Read(IReadOnlyDictionary<string, Cube> cubes) =>
        [.. Leaves(manifest, figure.Leaves).SelectMany(leaf => Expand(leaf.Pointer, leaf.Source, cubes[leaf.Source.Query]))];

    private static IEnumerable<LeafSource> Sources(Manifest manifest, FigureSource figure) =>
        Leaves(manifest, figure.Leaves).SelectMany(leaf => Cells(leaf.Source));

    private static IEnumerable<LeafSource> Cells(LeafSource leaf) => new[] { leaf, leaf.List?.Where, leaf.List?.Largest }
        .Concat(leaf.Item.Values)
        .OfType<LeafSource>()
        .Where(cell => cell.Metric is not null)
        .Select(cell => cell with { Query = leaf.Query });

    private static IEnumerable<(string Pointer, LeafSource Source)> Leaves(Manifest manifest, IReadOnlyDictionary<string, LeafSource> leaves)
    {
        foreach ((string pointer, LeafSource source) in leaves)
        {
            if (source.Use is null)
            {
                yield return (pointer, source);
                continue;
            }

            if (!manifest.LeafSets.TryGetValue(source.Use, out var group))
            {
                throw new JsonException($"There is no group of leaves '{source.Use}'.");
            }

            foreach ((string rest, LeafSource inner) in group)
            {
                yield return (pointer + rest, inner with { Query = source.Query, At = inner.At.Concat(source.At).ToDictionary() });
            }
        }
    }

    [GeneratedRegex(@"\{(?<axis>[^{}]+)\}", RegexOptions.ExplicitCapture)]
    private static partial Regex AxisInBraces { get; }

    private IEnumerable<FigureLeaf> Expand(string pointer, LeafSource source, Cube cube)
    {
        FigureQuery query = figure.QueryNamed(source.Query);
        string[] axes = [.. AxisInBraces.Matches(pointer).Select(m => m.Groups["axis"].Value).Distinct(StringComparer.Ordinal)];
        foreach (var members in Combinations(cube, query, axes))
        {
            string place = AxisInBraces.Replace(pointer, m => JsonPointer.Escape(NameOf(query, m.Groups["axis"].Value, members)));
            if (source.List is null)
            {
                yield return ReadCell(place, source, cube, members);
                continue;
            }

            var items = Items(source.List, cube, query, members).ToList();
            foreach (FigureLeaf leaf in items.SelectMany((item, i) => source.Item.Select(part => part.Value.Label is { } axis
                ? FigureLeaf.Label($"{place}/{i}{part.Key}", NameOf(query, axis, item))
                : ReadCell($"{place}/{i}{part.Key}", part.Value, cube, item))))
            {
                yield return leaf;
            }

            if (items.Count == 0)
            {
                yield return FigureLeaf.EmptyList(place);
            }
        }
    }

    private static IEnumerable<Dictionary<string, string>> Items(
        MemberList list, Cube cube, FigureQuery query, Dictionary<string, string> members)
    {
        var items = Combinations(cube, query, [.. list.Of]).Select(own => members.Concat(own).ToDictionary());
        if (list.Where is { } where)
        {
            items = items.Where(item => CellOf(where, cube, item).Cell?.Value is { IsZero: false });
        }

        if (list.Largest is { } largest)
        {
            items = items.Where(item => CellOf(largest, cube, item).Cell is { Rows: > 0, Value: not null })
                .OrderByDescending(item => CellOf(largest, cube, item).Cell!.Value)
                .ThenBy(item => string.Join('\0', list.Of.Select(axis => NameOf(query, axis, item))), StringComparer.Ordinal);
        }

        return list.Take is { } take ? items.Take(take) : items;
    }

    // Every choice of one member of each axis, the last axis fastest; a total takes part when it has another name.
    private static IEnumerable<Dictionary<string, string>> Combinations(Cube cube, FigureQuery query, string[] axes)
    {
        IEnumerable<Dictionary<string, string>> chosen = [[]];
        foreach (string name in axes)
        {
            CubeAxis axis = cube.Axes.FirstOrDefault(a => a.Name == name) ?? throw new JsonException($"The query has no axis '{name}'.");
            var renamed = query.Labels.GetValueOrDefault(name) ?? [];
            var without = query.Without.GetValueOrDefault(name) ?? [];
            string[] labels = [.. axis.Members
                .Where(m => m.Kind != MemberKind.Total || renamed.ContainsKey(m.Label))
                .Select(m => m.Label)
                .Where(label => !without.Contains(label, StringComparer.Ordinal))];
            chosen = chosen.SelectMany(members => labels.Select(label => new Dictionary<string, string>(members) { [name] = label })).ToList();
        }

        return chosen;
    }

    private static string NameOf(FigureQuery query, string axis, Dictionary<string, string> members) =>
        query.Labels.GetValueOrDefault(axis)?.GetValueOrDefault(members[axis]) ?? members[axis];

    private static (Cell? Cell, Rational Factor) CellOf(LeafSource source, Cube cube, Dictionary<string, string> members)
    {
        (string, string)[] at = [.. source.At.Concat(members).Select(m => (m.Key, m.Value))];
        Rational factor = cube.Metrics.FirstOrDefault(m => m.Name == source.Metric)?.Unit.Factor ?? Rational.One;
        return (cube.Find(source.Metric!, at), factor);
    }

    private static FigureLeaf ReadCell(string place, LeafSource source, Cube cube, Dictionary<string, string> members)
    {
        (Cell? cell, Rational factor) = CellOf(source, cube, members);
        if (cell is null)
        {
            string at = string.Join(", ", source.At.Concat(members).Select(m => $"{m.Key} = {m.Value}"));
            return FigureLeaf.Missing(place, $"no cell of {source.Metric} at {at}");
        }

        Rational? value = source.Part switch
        {
            CellPart.Value => cell.Value is { } exact ? exact * factor : null,
            CellPart.Numerator => cell.Numerator,
            CellPart.Denominator => cell.Denominator,
            CellPart.N => cell.N,
            CellPart.HalfWidth => (cell.High - cell.Low) / 2 * factor,
            _ => cell.Rows,
        };
        return value is { } number ? FigureLeaf.Number(place, number, source, cube.Meta.Calendar.Zone) : FigureLeaf.Missing(place, $"no value: {cell.Reason}");
    }
}
