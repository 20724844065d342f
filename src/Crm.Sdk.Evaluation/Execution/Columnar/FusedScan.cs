using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Language.Binding;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>
/// Counts and adds up for many atoms of one fact and time role in a single pass. All their filters together become one lookup table
/// over the codes of the fields that they read: a row's code gives a vector of ones and zeros to add to the counters of its cell, and
/// vectors of masks under which its values are added. What a row costs hardly depends on the number of atoms.
/// </summary>
internal sealed class FusedScan
{
    private const int LargestTable = 1 << 12;
    private const int CountLanes = 8, SumLanes = 4, Turns = 4;

    private readonly Grid _grid;
    private readonly FactGrid _fact;
    private readonly Scan _scan;
    private readonly JointCodes _codes;
    private readonly List<bool[]> _counts = [];
    private readonly List<(NumberVector Values, List<bool[]> Filters)> _sums = [];
    private readonly List<(AtomInput Input, int Rows, int N, int Operand, int Sum)> _atoms = [];

    private FusedScan(Grid grid, AtomInput first)
    {
        _grid = grid;
        _fact = first.Fact;
        _scan = first.Scan;
        _codes = new JointCodes(first.Rows, LargestTable);
    }

    /// <summary>The atoms that the pass serves.</summary>
    public IEnumerable<AtomInput> Served => _atoms.Select(a => a.Input);

    /// <summary>Plans a pass for as many of the inputs, all of one fact and time role, as one table can hold.</summary>
    public static FusedScan Plan(Grid grid, IReadOnlyList<AtomInput> inputs)
    {
        var fused = new FusedScan(grid, inputs[0]);
        var filters = new List<(AtomInput Input, int Filter, int Null)>();
        foreach (AtomInput input in inputs)
        {
            bool sums = input.Atom.Kind == AtomKind.Additive && input.Values is not null;
            bool fits = input.Atom is { Operand: not BoundConverted, EntityPath: null } && (!sums || input.Values!.SumsFit(input.Rows.Count));
            if (fits && fused._codes.TryAdd(input, out int filter, out int nulls))
            {
                filters.Add((input, filter, nulls));
            }
        }

        fused._codes.Build();
        foreach ((AtomInput input, int filter, int nulls) in filters)
        {
            fused.Add(input, fused._codes.Holds(filter), nulls < 0 ? null : fused._codes.Holds(nulls));
        }

        return fused;
    }

    private void Add(AtomInput input, bool[] filter, bool[]? hasValue)
    {
        bool[] contributes = hasValue is null ? filter : [.. filter.Zip(hasValue, (f, v) => f && v)];
        int rows = Column(_counts, filter), n = hasValue is null ? rows : Column(_counts, contributes);
        int operand = -1, sum = -1;
        if (input.Atom.Kind == AtomKind.Additive && input.Values is { } values)
        {
            operand = _sums.FindIndex(s => ReferenceEquals(s.Values.Values, values.Values) && ReferenceEquals(s.Values.Nulls, values.Nulls));
            if (operand < 0)
            {
                operand = _sums.Count;
                _sums.Add((values, []));
            }

            sum = Column(_sums[operand].Filters, contributes);
        }

        _atoms.Add((input, rows, n, operand, sum));
    }

    private static int Column(List<bool[]> columns, bool[] filter)
    {
        int known = columns.FindIndex(c => c.AsSpan().SequenceEqual(filter));
        if (known < 0)
        {
            known = columns.Count;
            columns.Add(filter);
        }

        return known;
    }

    /// <summary>Runs the pass over the rows of every period, some periods at a time on each thread.</summary>
    public void Run(IReadOnlyDictionary<int, AtomStates> states, Action<int, Action<int>> inParallel)
    {
        if (_atoms.Count == 0)
        {
            _codes.Release();
            return;
        }

        var tables = new Tables(_codes.Size, _counts, _sums);
        var tiles = new Tile[_scan.Buckets.Length];
        int width = _grid.LocalCells * _fact.Signatures;
        int parts = Math.Min(tiles.Length, Environment.ProcessorCount * 2);
        inParallel(parts, part =>
        {
            var cells = new Accumulators(width, tables);
            for (int b = part; b < tiles.Length; b += parts)
            {
                Visit(b, cells, tables);
                tiles[b] = Gather(cells, tables);
            }
        });
        _codes.Release();
        Publish(tiles, tables, states);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Visit(int bucket, Accumulators cells, Tables tables)
    {
        int[]? cellOf = _fact.Cells();
        int[]? order = _scan.Order;
        int[] index = _codes.Index;
        Vector256<int>[] counts = cells.Counts, allOnes = tables.Ones;
        Vector256<long>[] sums = cells.Sums, allMasks = tables.Masks;
        long[][] valuesOf = tables.ValuesOf;
        int countVectors = tables.CountVectors, sumVectors = valuesOf.Length;
        if (cellOf is null && sumVectors == 0)
        {
            Tally(bucket, cells, tables);
            return;
        }

        foreach ((int from, int to) in _scan.Buckets[bucket])
        {
            for (int i = from; i < to; i++)
            {
                int row = order is null ? i : order[i];
                int cell = cellOf is null ? 0 : cellOf[row];
                int code = index[row];
                ref Vector256<int> counters = ref counts[cell * countVectors];
                ref Vector256<int> ones = ref allOnes[code * countVectors];
                for (int v = 0; v < countVectors; v++)
                {
                    Unsafe.Add(ref counters, v) += Unsafe.Add(ref ones, v);
                }

                if (sumVectors == 0)
                {
                    continue;
                }

                ref Vector256<long> totals = ref sums[cell * sumVectors];
                ref Vector256<long> masks = ref allMasks[code * sumVectors];
                for (int v = 0; v < valuesOf.Length; v++)
                {
                    Unsafe.Add(ref totals, v) += Vector256.Create(valuesOf[v][row]) & Unsafe.Add(ref masks, v);
                }
            }
        }
    }

    // Where rows are only counted, and all in one cell, it is enough to know how many have each code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tally(int bucket, Accumulators cells, Tables tables)
    {
        int size = _codes.Size, vectors = tables.CountVectors;
        int[]? order = _scan.Order;
        int[] index = _codes.Index;

        // Rows beside each other often have one code: they are counted in turns, so that none waits for the one before.
        int[] seen = new int[size * Turns];
        foreach ((int from, int to) in _scan.Buckets[bucket])
        {
            if (size == 1)
            {
                seen[0] += to - from;
                continue;
            }

            for (int i = from; i < to; i++)
            {
                seen[(index[order is null ? i : order[i]] * Turns) + (i & (Turns - 1))]++;
            }
        }

        for (int code = 0; code < size; code++)
        {
            int first = code * Turns, rows = seen[first] + seen[first + 1] + seen[first + 2] + seen[first + 3];
            for (int v = 0; v < vectors; v++)
            {
                cells.Counts[v] += tables.Ones[(code * vectors) + v] * rows;
            }
        }
    }

    // Brings what was counted by signature to the segments, and empties the accumulators.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Tile Gather(Accumulators cells, Tables tables)
    {
        int segments = _grid.Axes[^1].Members.Count;
        var tile = new Tile(_grid.LocalCells * segments, tables);
        for (int cell = 0; cell < _grid.LocalCells * _fact.Signatures; cell++)
        {
            Span<Vector256<int>> counts = cells.Counts.AsSpan(cell * tables.CountVectors, tables.CountVectors);
            if (!MemoryMarshal.AsBytes(counts).ContainsAnyExcept((byte)0))
            {
                continue;
            }

            int local = Math.DivRem(cell, _fact.Signatures, out int signature);
            Span<Vector256<long>> sums = cells.Sums.AsSpan(cell * tables.SumVectors, tables.SumVectors);
            tile.Add((local * segments) + segments - 1, counts, sums);
            foreach (int segment in _fact.SegmentsOf[signature])
            {
                tile.Add((local * segments) + segment, counts, sums);
            }

            counts.Clear();
            sums.Clear();
        }

        return tile;
    }

    private void Publish(Tile[] tiles, Tables tables, IReadOnlyDictionary<int, AtomStates> states)
    {
        var counts = _counts.ConvertAll(_ => new long[_grid.CellCount]);
        var sums = _sums.ConvertAll(s => s.Filters.ConvertAll(_ => new Int128[_grid.CellCount]));
        int segments = _grid.Axes[^1].Members.Count;
        for (int b = 0; b < tiles.Length; b++)
        {
            for (int place = 0; place < _grid.LocalCells * segments; place++)
            {
                int local = Math.DivRem(place, segments, out int segment);
                segment = segment == segments - 1 ? -1 : segment;
                ReadOnlySpan<int> ones = tiles[b].CountsAt(place);
                if (!ones.ContainsAnyExcept(0))
                {
                    continue;
                }

                ReadOnlySpan<long> added = tiles[b].SumsAt(place);
                foreach (Subset subset in _grid.Subsets)
                {
                    int target = subset.Target[subset.NodeOf[local]];
                    Write(_grid.CellOf(-1, target, segment), ones, added);
                    if (_grid.HasPeriods)
                    {
                        Write(_grid.CellOf(b, target, segment), ones, added);
                    }
                }
            }
        }

        foreach ((AtomInput input, int rows, int n, int operand, int sum) in _atoms)
        {
            AtomStates state = states[input.Atom.Index];
            state.Rows = counts[rows];
            state.N = counts[n];
            state.Sum = operand < 0 ? state.Sum : sums[operand][sum];
        }

        void Write(int cell, ReadOnlySpan<int> ones, ReadOnlySpan<long> added)
        {
            for (int c = 0; c < counts.Count; c++)
            {
                counts[c][cell] += ones[c];
            }

            for (int operand = 0; operand < sums.Count; operand++)
            {
                int first = tables.FirstOf[operand] * SumLanes;
                for (int s = 0; s < sums[operand].Count; s++)
                {
                    sums[operand][s][cell] += added[first + s];
                }
            }
        }
    }

    /// <summary>The lookup tables, and which values each vector of sums adds.</summary>
    private sealed class Tables
    {
        public Tables(int codes, List<bool[]> counts, List<(NumberVector Values, List<bool[]> Filters)> sums)
        {
            CountVectors = (counts.Count + CountLanes - 1) / CountLanes;
            FirstOf = new int[sums.Count];
            var values = new List<long[]>();
            for (int operand = 0; operand < sums.Count; operand++)
            {
                FirstOf[operand] = values.Count;
                for (int v = 0; v < (sums[operand].Filters.Count + SumLanes - 1) / SumLanes; v++)
                {
                    values.Add(sums[operand].Values.Values);
                }
            }

            ValuesOf = [.. values];
            SumVectors = values.Count;
            Ones = new Vector256<int>[codes * CountVectors];
            Masks = new Vector256<long>[codes * SumVectors];
            Span<int> ones = MemoryMarshal.Cast<Vector256<int>, int>(Ones.AsSpan());
            Span<long> masks = MemoryMarshal.Cast<Vector256<long>, long>(Masks.AsSpan());
            for (int code = 0; code < codes; code++)
            {
                for (int c = 0; c < counts.Count; c++)
                {
                    ones[(code * CountVectors * CountLanes) + c] = counts[c][code] ? 1 : 0;
                }

                for (int operand = 0; operand < sums.Count; operand++)
                {
                    for (int s = 0; s < sums[operand].Filters.Count; s++)
                    {
                        masks[(((code * SumVectors) + FirstOf[operand]) * SumLanes) + s] = sums[operand].Filters[s][code] ? -1 : 0;
                    }
                }
            }
        }

        public int CountVectors { get; }

        public int SumVectors { get; }

        /// <summary>For each operand its first vector.</summary>
        public int[] FirstOf { get; }

        public long[][] ValuesOf { get; }

        public Vector256<int>[] Ones { get; }

        public Vector256<long>[] Masks { get; }
    }

    private sealed class Accumulators(int width, Tables tables)
    {
        public Vector256<int>[] Counts { get; } = new Vector256<int>[width * tables.CountVectors];

        public Vector256<long>[] Sums { get; } = new Vector256<long>[width * tables.SumVectors];
    }

    /// <summary>What one period came to, by local cell and segment.</summary>
    private sealed class Tile(int places, Tables tables)
    {
        private readonly Vector256<int>[] _counts = new Vector256<int>[places * tables.CountVectors];
        private readonly Vector256<long>[] _sums = new Vector256<long>[places * tables.SumVectors];

        public void Add(int place, ReadOnlySpan<Vector256<int>> counts, ReadOnlySpan<Vector256<long>> sums)
        {
            for (int v = 0; v < counts.Length; v++)
            {
                _counts[(place * counts.Length) + v] += counts[v];
            }

            for (int v = 0; v < sums.Length; v++)
            {
                _sums[(place * sums.Length) + v] += sums[v];
            }
        }

        public ReadOnlySpan<int> CountsAt(int place) =>
            MemoryMarshal.Cast<Vector256<int>, int>(_counts.AsSpan(place * tables.CountVectors, tables.CountVectors));

        public ReadOnlySpan<long> SumsAt(int place) =>
            MemoryMarshal.Cast<Vector256<long>, long>(_sums.AsSpan(place * tables.SumVectors, tables.SumVectors));
    }
}
