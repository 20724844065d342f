using Crm.Sdk.Evaluation.Columns;
using Crm.Sdk.Evaluation.Cubes;
using Crm.Sdk.Evaluation.Planning;
using Crm.Sdk.Evaluation.Queries;
using Crm.Sdk.Facts;
using Crm.Sdk.Language.Binding;
using Crm.Sdk.Validation;

namespace Crm.Sdk.Evaluation.Execution.Columnar;

/// <summary>The fast executor: evaluates atoms over whole columns and leaves every value to the finaliser.</summary>
/// <remarks>
/// Columns are built when they are first read and kept for later queries; the facts must not change. Safe for use from several
/// threads.
/// </remarks>
public sealed partial class ColumnarExecutor
{
    private readonly FactSet _facts;
    private readonly ColumnStore _store;

    /// <summary>Creates an executor.</summary>
    /// <param name="model">The definitions.</param>
    /// <param name="facts">The tables; those that no query needs may be left out.</param>
    public ColumnarExecutor(CrmModel model, FactSet facts)
        : this(model, facts, null)
    {
    }

    private ColumnarExecutor(CrmModel model, FactSet facts, ColumnStore? narrower)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(facts);
        _facts = facts;
        _store = new ColumnStore(model, facts, AttributionTable.Of, narrower);
    }

    /// <summary>The name of the executor in the meta data of its cubes.</summary>
    public string Name { get; } = "columnar";

    /// <summary>An executor over the same columns for a model that has all definitions of this one's, and more.</summary>
    internal ColumnarExecutor With(CrmModel wider) => new(wider, _facts, _store);

    /// <summary>Answers a query.</summary>
    /// <exception cref="InvalidDefinitionException">The query needs a fact of which there is no table, or the cube would have too many cells.</exception>
    public Cube Evaluate(BoundQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        QueryGuard.CheckTables(query, _facts);
        var plan = new QueryPlan(query);
        StateBatch states = new Run(_store, plan, cancellationToken).States();
        return new Finaliser(plan, states).Finish(Name, _facts.Position, Exclusions.Of(query, other => Evaluate(other, cancellationToken)));
    }

    /// <summary>One query on its way.</summary>
    // scope: what its sites are called by, where another query is on its way beside it.
    private sealed partial class Run(ColumnStore store, QueryPlan plan, CancellationToken cancellationToken, string scope = "")
    {
        private readonly BoundQuery _query = plan.Query;
        private readonly Dictionary<(string, int), RowEvaluator> _rows = [];
        private readonly Histories _histories = new(store, plan.Query);
        private readonly Dictionary<(string, string, string), Scan> _scans = [];
        private readonly JourneyColumns _journeys = new(store, plan.Query);
        private readonly SegmentMembers _segments = new(store, plan.Query);

        public StateBatch States()
        {
            List<DailyRun> daily = DailyRuns();
            IReadOnlyList<Site> sites = Sites();
            return States(sites, AxisMembers.Create(_query, store, [.. sites, .. daily.SelectMany(d => d.Sites)]), daily);
        }

        private IReadOnlyList<Site> Sites()
        {
            Prepare(plan.AllAtoms.ToList());
            return SitesOf(plan.AllAtoms.Where(a => !a.IsDaily).ToList(), plan.Eaches.Where(e => e.IncludingEmpty).Select(e => e.Entity).ToList());
        }

        private StateBatch States(IReadOnlyList<Site> sites, AxisMembers axes, List<DailyRun> daily)
        {
            var atoms = plan.AllAtoms.ToList();
            QueryGuard.CheckSize(_query, axes.Members.Select(m => m.Count));
            var grid = new Grid(_query, axes.Members, axes.Types);
            var places = PlacesOf(sites, axes);
            var inputs = new AtomInput[atoms.Count];
            InParallel(atoms.Count, i => inputs[i] = InputOf(atoms[i], atoms[i].IsDaily ? FactGrid.Nowhere : places[KeyOf(atoms[i], _query.Periods.Count)], _query.Periods.Count));
            var inputOf = inputs.ToDictionary(i => i.Atom.Index);
            var states = plan.Atoms.Where(a => !a.IsDaily).ToDictionary(a => a.Index, a => new AtomStates(a, grid.CellCount, ScaleOf(inputOf[a.Index])));
            var eaches = plan.Eaches.Select(_ => new EachStates(grid.CellCount)).ToArray();
            var work = new Work
            {
                Grid = grid, InputOf = inputOf, Places = places, States = states, Eaches = eaches,
                Atoms = [.. plan.Atoms.Where(a => a.IsPlain)], Indexes = [.. EachIndexes(isPlain: true)],
            };
            Fuse(work, out HashSet<int> served);
            var pieces = Pieces(work, served).Concat(FramedPieces(work)).Reverse().ToArray();
            InParallel(pieces.Length, i => pieces[i]());
            return new StateBatch
            {
                Axes = grid.Axes,
                Atoms = states,
                Eaches = eaches,
                Daily = daily.ToDictionary(
                    d => d.Moment, d => new DailyStates { Days = d.Days, Plan = d.Plan, States = d.Run?.States(d.Sites, axes, []) }, StringComparer.Ordinal),
                Undated = inputs.ToDictionary(i => i.Atom.Index, Undated),
            };
        }

        private IEnumerable<int> EachIndexes(bool isPlain) =>
            Enumerable.Range(0, plan.Eaches.Count).Where(i => IsPlain(plan.Eaches[i]) == isPlain);

        private static bool IsPlain(BoundEach each) =>
            each.Aggregates.All(a => a.IsPlain) && each.Value?.IsReadPerPeriod() != true && each.Condition?.IsReadPerPeriod() != true;

        private void Fuse(Work work, out HashSet<int> served)
        {
            served = [];
            foreach (var group in work.Atoms.Select(a => work.InputOf[a.Index]).GroupBy(i => i.Scan))
            {
                FusedScan fused = FusedScan.Plan(work.Grid, [.. group]);
                fused.Run(work.States, InParallel);
                served.UnionWith(fused.Served.Select(i => i.Atom.Index));
            }
        }

        private IEnumerable<Action> Pieces(Work work, HashSet<int> served) =>
            work.Atoms.Select(a => (Action)(() => Evaluate(work.Grid, work.InputOf[a.Index], served.Contains(a.Index), work.States[a.Index])))
                .Concat(work.Atoms.Where(a => a.Kind == AtomKind.Ranks && work.InputOf[a.Index].Scan.Days is null).SelectMany(a => RanksKernel.Work(work.Grid, work.InputOf[a.Index], work.States[a.Index])))
                .Concat(EachWork(work));

        // Rows of a frame lie in several periods: each period is answered by itself, and its cells are taken over.
        private IEnumerable<Action> FramedPieces(Work whole)
        {
            Atom[] atoms = [.. plan.Atoms.Where(a => !a.IsPlain && !a.IsDaily)];
            int[] indexes = [.. EachIndexes(isPlain: false)];
            if (atoms.Length == 0 && indexes.Length == 0)
            {
                yield break;
            }

            Grid single = whole.Grid.Single();
            var used = atoms.Concat(indexes.SelectMany(i => plan.Eaches[i].Aggregates).Select(plan.AtomOf)).Distinct().ToList();
            for (int position = 0; position <= _query.Periods.Count; position++)
            {
                int at = position;
                yield return () =>
                {
                    var inputOf = used.ToDictionary(a => a.Index, a => InputAt(whole, a, at));
                    var part = new Work
                    {
                        Grid = single, Places = whole.Places, Atoms = atoms, Indexes = indexes, Position = at, InputOf = inputOf,
                        States = atoms.ToDictionary(a => a.Index, a => new AtomStates(a, single.CellCount, a.IsConverted ? 0 : inputOf[a.Index].Values?.Scale ?? 0)),
                        Eaches = [.. plan.Eaches.Select((_, i) => new EachStates(indexes.Contains(i) ? single.CellCount : 0))],
                    };
                    foreach (Action piece in Pieces(part, []))
                    {
                        piece();
                    }

                    foreach (Atom atom in atoms)
                    {
                        lock (whole.States[atom.Index])
                        {
                            whole.States[atom.Index].Take(part.States[atom.Index], at * single.CellCount);
                        }
                    }

                    foreach (int each in indexes)
                    {
                        whole.Eaches[each].Take(part.Eaches[each], at * single.CellCount);
                    }
                };
            }
        }

        // Where something that is read of a row differs from period to period, it is read anew for each.
        private AtomInput InputAt(Work whole, Atom atom, int position)
        {
            AtomInput own = whole.InputOf[atom.Index];
            FactGrid place = whole.Places[KeyOf(atom, position)];
            return (atom.IsPositional ? InputOf(atom, place, position) : own).At(own.Scan.At(position), place);
        }

        // The finest scale of all periods: where a value is read anew for each, they may differ.
        private int ScaleOf(AtomInput input) => input.Values is null || input.Converted is not null ? 0
            : !input.Atom.IsPositional ? input.Values.Scale
            : Enumerable.Range(0, _query.Periods.Count + 1).Max(p => RowsOf(input.Atom.Fact, p).Numbers(input.Atom.Operand!).Scale);

        private string KeyOf(Atom atom, int position) => scope + Site.KeyOf(_query, atom, position);

        private IReadOnlyList<Site> SitesOf(List<Atom> atoms, List<BoundFact> entities)
        {
            var sites = new Dictionary<string, Site>(StringComparer.Ordinal);
            Site SiteOf(Atom atom, int position)
            {
                string key = KeyOf(atom, position);
                int at = Site.MomentOf(atom) is null ? -1 : position;
                return sites.TryGetValue(key, out Site? known) ? known : sites[key] =
                    new Site(key, atom.Fact, RowsOf(atom.Fact, key == scope + atom.Fact.Name ? -1 : at), [.. _query.Dimensions.Select(d => d.On(atom.Aggregate))]);
            }

            foreach (Atom atom in atoms)
            {
                bool isWhole = !atom.IsPositional && KeyOf(atom, 0) == KeyOf(atom, -1);
                for (int position = isWhole ? _query.Periods.Count : 0; position <= _query.Periods.Count; position++)
                {
                    Scan scan = isWhole ? ScanOf(atom) : ScanOf(atom).At(position);
                    SiteOf(atom, position).Matched.Add((scan, _query.Dimensions.Count == 0 ? null : MaskOf(atom, position)));
                }
            }

            foreach (BoundFact entity in entities)
            {
                if (!sites.TryGetValue(entity.Name, out Site? own))
                {
                    sites.Add(entity.Name, own = new Site(entity.Name, entity, RowsOf(entity), [.. _query.Dimensions.Select(d => d.On(entity))]));
                }

                own.IsListed = true;
            }

            return [.. sites.Values];
        }

        // An entity whose own rows are not aggregated may have no way to the segments; then nobody asks for them.
        private Dictionary<string, FactGrid> PlacesOf(IReadOnlyList<Site> sites, AxisMembers axes)
        {
            var signatures = new Dictionary<string, (int[]?, IReadOnlyList<int[]>)>(StringComparer.Ordinal);
            (int[]?, IReadOnlyList<int[]>) SignatureOf(BoundFact fact) => signatures.TryGetValue(fact.Name, out var known) ? known
                : signatures[fact.Name] = _segments.Reach(fact) ? (_segments.SignatureOf(fact, out var sets), sets) : (null, FactGrid.Nowhere.SegmentsOf);
            var places = new Dictionary<string, FactGrid>(StringComparer.Ordinal);
            foreach (var (key, fact) in sites.Select(s => (s.Key, s.Fact)).Concat(plan.Eaches.Select(e => (e.Entity.Name, e.Entity))))
            {
                (int[]? signature, IReadOnlyList<int[]> sets) = SignatureOf(fact);
                places.TryAdd(key, new FactGrid(axes.LocalOf(key), signature, sets));
            }

            return places;
        }

        private static long Undated(AtomInput input)
        {
            int end = input.Scan.Length(input.Rows.Count);
            if (input.Scan.FirstUndated == end)
            {
                return 0;
            }

            var counter = default(Counter);
            input.Scan.Visit(input.Scan.FirstUndated, end, input.Mask, ref counter);
            return counter.Count;
        }

        private void InParallel(int count, Action<int> work)
        {
            int next = -1, threads = Math.Min(count, Environment.ProcessorCount);
            void Take()
            {
                for (int i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    work(i);
                }
            }

            if (threads < 2)
            {
                Take();
                return;
            }

            try
            {
                // Each thread takes the next piece when it has done one: pieces differ much in length.
                Parallel.For(0, threads, _ => Take());
            }
            catch (AggregateException e)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
            }
        }

        // What several atoms share is built before they run side by side.
        private void Prepare(List<Atom> atoms)
        {
            foreach (BoundFact fact in atoms.Select(a => a.Fact).Concat(plan.Eaches.Select(e => e.Entity)))
            {
                RowsOf(fact);
            }

            foreach (Atom atom in atoms)
            {
                ScanOf(atom);
            }
        }

        private RowEvaluator RowsOf(BoundFact fact, int position = -1)
        {
            lock (_rows)
            {
                if (!_rows.TryGetValue((fact.Name, position), out RowEvaluator? rows))
                {
                    _rows.Add((fact.Name, position), rows = new RowEvaluator(store, fact.Schema, _histories, position, _journeys));
                }

                return rows;
            }
        }

        private RowEvaluator RowsOf(Atom atom, int position) => RowsOf(atom.Fact, atom.IsPositional ? position : -1);

        private Scan ScanOf(Atom atom)
        {
            var key = (atom.Fact.Name, $"{atom.Role?.Name}|{atom.Aggregate.Within?.Name}", atom.Frame.ToString());
            if (!_scans.TryGetValue(key, out Scan? scan))
            {
                _scans.Add(key, scan = Scan.Of(store, RowsOf(atom.Fact), atom, _query));
            }

            return scan;
        }

        private BitMask? MaskOf(Atom atom, int position)
        {
            BitMask? mask = atom.Filter is null ? null : RowsOf(atom, position).Truth(atom.Filter).True;
            if (atom.EntityPath is { Count: > 0 } path)
            {
                BitMask led = _segments.Leads(atom.Fact, path);
                mask = mask is null ? led : BitMask.And(mask, led);
            }

            return mask;
        }

        private AtomInput InputOf(Atom atom, FactGrid place, int position)
        {
            RowEvaluator rows = RowsOf(atom, position);
            bool textual = atom.Operand?.Type.IsTextual ?? false;
            TextVector? texts = textual ? rows.Texts(atom.Operand!) : null;
            ConvertedVector? converted = atom.IsConverted ? rows.Converted((BoundConverted)atom.Operand!) : null;
            return new AtomInput(() => MaskOf(atom, position))
            {
                Atom = atom, Scan = ScanOf(atom), Fact = place, Rows = rows, Converted = converted,
                Values = atom.Operand is null || textual ? null
                    : converted is not null && atom.Kind != AtomKind.Additive ? converted.Places : rows.Numbers(atom.Operand),
                Codes = texts?.Codes, Domain = texts?.Texts.Count ?? 0,
            };
        }

        private void Evaluate(Grid grid, AtomInput input, bool isCounted, AtomStates states)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Atom atom = input.Atom;
            if (input.Scan.Days is not null)
            {
                LastDayKernel.Run(grid, input, states);
                return;
            }

            if (!isCounted)
            {
                bool sums = atom.Kind == AtomKind.Additive && input.Values is not null && input.Converted is null;
                AdditiveKernel.Run(grid, input.Fact, input.Scan, input.Mask, input.Values, input.OperandNulls(), sums, states);
            }

            if (states.Fractions.Length > 0)
            {
                Array.Fill(states.Fractions, input.Converted!.Values);
            }

            switch (atom.Kind)
            {
                case AtomKind.Additive when input.Converted is not null:
                    ConvertedKernel.Run(grid, input, states);
                    break;
                case AtomKind.Extremes:
                    ExtremesKernel.Run(grid, input.Fact, input.Scan, input.Mask, input.Values!, states);
                    break;
                case AtomKind.Lifetimes:
                    LifetimesKernel.Run(grid, input, states);
                    break;
                case AtomKind.Distinct:
                    (int[] codes, int domain) = input.OperandCodes;
                    DistinctKernel.Run(grid, input.Fact, input.Scan, input.Mask, codes, domain, _segments.AreThoseOf(atom), states.Distinct);
                    break;
            }
        }

        private struct Counter : IRowVisitor
        {
            public long Count;

            public void Visit(int row) => Count++;
        }
    }
}
