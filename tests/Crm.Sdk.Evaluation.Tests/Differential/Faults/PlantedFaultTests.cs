using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit.Abstractions;

namespace Crm.Sdk.Evaluation.Tests.Differential.Faults;

public class PlantedFaultTests(ITestOutputHelper output)
{
    private const int FirstSeed = 1, Cases = 4_000, MostRows = 40;

    private static readonly PlantedFault[] Faults =
    [
        new("an instant on the end of a period belongs to it", "Columnar.Scan", "First", Edit.Strictness(0)),
        new("now is cut to whole microseconds", "Columnar.Scan", "Ceiling", Edit.Constant(1, 0)),
        new("every day has 24 hours", "Columnar.Scan", "Create", DaysOf24Hours),
        new("a rank between two rows is the lower one", "Planning.Percentile", "Ranks", Edit.Constant(9_999, 0)),
        new("one missing operand is not enough", "Columnar.NumberKernels", "Either", Edit.Operation(OpCodes.Or, OpCodes.And)),
        new("of eight rows that are looked at together none is found", "Columnar.CodeKernels", "Find", Edit.Operation(OpCodes.Or, OpCodes.And)),
        new("sums stay in 64 bits", "Columnar.AdditiveKernel", "Choose", Edit.Call("new Int128Adder", "new LongAdder")),
        new("differences stay in 64 bits", "Columnar.NumberKernels", "Arithmetic", Edit.Operation(OpCodes.Or, OpCodes.And, 2)),
        new("products stay in 64 bits", "Columnar.NumberKernels", "Arithmetic", Edit.Operation(OpCodes.Or, OpCodes.And, 3)),
        new("the first period is the total", "Columnar.Grid", "CellOf", Edit.Strictness(0)),
        new("rows that pass one of two filters pass", "Columnar.RowEvaluator", "ComputeTruth", Edit.Call("And", "Or")),
        new("codes of another dictionary are taken as they are", "Columns.FactColumns", "Texts", Edit.Constant(1, 0, 2)),
        new("a minus is lost", "Columnar.NumberKernels", "Negate", Edit.Constant(-1, 1)),
        new("halves are rounded to even", "Columnar.Scalar", "Call", RoundsToEven),
        new("values of one period stay with the entity in the next", "Columnar.EntityFold", "Clear", Edit.Without("Dictionary`2", "Clear", 1)),
        new("an entity takes part though nothing of it contributed", "Columnar.EntityFold", "IsEmpty", Edit.Always(false)),
        new("a missing key is counted like a key", "Columnar.CodeMarks", "Run", Edit.Constant(-2, -1)),
        new("what one period has met is new to the total again", "Columnar.CodeMarks", "Count", Edit.Operation(OpCodes.Or, OpCodes.And)),
        new("an entity below a limit may reach it", "Columnar.CountRange", "Of", Edit.Operation(OpCodes.Sub, OpCodes.Add)),
        new("rows of one period stay with the entity in the next", "Columnar.EntityCounts", "Move", Edit.Constant(0, 1, 0)),
        new("every value brings its segments along", "Columnar.SegmentMembers", "AreThoseOf", Edit.Always(true)),
        new("a state that ends with its period is gone before", "Columnar.Scan", "OfStates", Edit.Strictness(0)),
        new("a state without an end is not in force, and one with an end is", "Columnar.Scan", "OfStates", Edit.Answer("IsNull")),
        new("what changes at a moment is in force just before it", "Columnar.Histories/StateIndex", "Find", Edit.Strictness(0)),
        new("at the very time of a change the former value is read", "Columnar.Histories/<>c", "MomentsOf", Edit.Constant(1, 0)),
        new("a row without an end lasts no time", "Columnar.RowEvaluator", "Stays", Edit.Answer("IsNull", 1)),
        new("a row that ends as the period begins lasts in it", "Columnar.Scan", "OfStays", Edit.Strictness(0)),
        new("a mean by time is of the whole period, and not of what has been of it", "Execution.Finaliser", "OfSpan", Edit.Call("get_To", "get_From")),
        new("a day without a value counts", "Execution.Finaliser", "OverDays", Edit.Constant(1, 2)),
        new("the least of the days is the most", "Execution.Finaliser", "OverDays", Edit.Call("op_LessThan", "op_GreaterThan")),
        new("an entry converts by rows of the next entry", "Columnar.StageColumns", "Entries", Edit.Constant(0, 1, 0)),
        new("every entry is the first of its entity", "Columnar.StageColumns", "Entries", Edit.Answer("get_IsFirstOnly")),
        new("a step back is an entry where it is none", "Columnar.StageColumns", "Entries", Edit.Answer("get_IgnoresBackward")),
        new("what an entity reached counts for the next", "Columnar.StageColumns", "Entries", Edit.Operation(OpCodes.Or, OpCodes.And)),
        new("the last entry of an entity is that of the next", "Columnar.HistoryColumns/Index", "Entry", Edit.Constant(1, 0, 2)),
        new("a time that has not ended has no length", "Columnar.HistoryColumns/Index", "Before", Edit.Operation(OpCodes.Sub, OpCodes.Add)),
        new("an attribute is read in every period as in the last", "Columnar.ColumnarExecutor/Run", "InputAt", Edit.Answer("get_IsPositional")),
        new("a snapshot taken at the end of a period stands for it", "Columnar.Scan", "OfSnapshots", Edit.Strictness(0)),
        new("the rows of no entity are carried", "Columnar.Scan", "NextOf", Edit.Constant(-2, -1)),
        new("of two rows of a day both stand for it", "Columnar.Scan", "OfSnapshots", Edit.Strictness(1)),
        new("the last day of a cell is that of a row without a value", "Columnar.LastDayKernel/Finder", "Visit", Edit.Answer("IsNull")),
        new("what is frozen is what is known at the end", "Queries.PlacementResolver", "Frozen", Edit.Operation(OpCodes.Neg, OpCodes.Nop)),
        new("who was there before was there until the end", "Queries.PlacementResolver", "Framed", Edit.Call("get_Start", "get_End")),
        new("an empty denominator is called zero", "Execution.Finaliser", "Binary", Edit.Constant(2, 3)),
        new("a length that is just reached has not ended", "Execution.Survival", "At", Edit.Call("op_GreaterThan", "op_GreaterThanOrEqual")),
        new("a share is reached a little early", "Execution.Survival", "Until", Edit.Constant(10_000, 10_001)),
        new("a row a way's full time later is in time", "Columnar.FunnelWalk", "IsTooLate", Edit.Strictness(0)),
        new("a strict way may go on with another entity", "Columnar.FunnelWalk", "Behind", Edit.Constant(1, 2)),
        new("of equally good ways the last is the best", "Columnar.JourneyColumns", "ChosenOf", Edit.Strictness(1)),
        new("a way that begins at the end of a period is chosen in it", "Columnar.JourneyColumns", "HeldBy", Edit.Strictness(0)),
        new("the way of one customer shuts out that of the next", "Columnar.JourneyColumns", "ChosenOf", Edit.Operation(OpCodes.Ceq, OpCodes.And)),
        new("half of the width is rounded down", "Execution.ConfidenceBounds", "RootOf", Edit.Constant(1, 0, 3)),
        new("a bound goes beyond the score", "Execution.ConfidenceBounds", "Of", Edit.Call("Min", "Max")),
        new("the middle of an interval is rounded down", "Execution.ConfidenceBounds", "Divided", Edit.Constant(1, 0)),
        new("a return at the end of an interval is in it", "Columnar.CohortWalk", "Has", Edit.Strictness(1)),
        new("a row is its own return", "Columnar.CohortWalk", "Has", Edit.Strictness(0)),
        new("a way is mature before its time is over", "Columnar.JourneyColumns", "MatureOf", Edit.Operation(OpCodes.Sub, OpCodes.Add, 2)),
        new("a cohort is known when its interval begins", "Queries.BoundQuery", "EndOf", Edit.Constant(-1, 40)),
        new("the first dimension stays at a total", "Execution.Finaliser", "AtTotals", Edit.Strictness(0)),
        new("what is kept of a total is dropped", "Queries.BoundQuery", "Kept", Edit.Operation(OpCodes.Ceq, OpCodes.And)),
        new("a window has rows without a time", "Columnar.Scan", "Create", Edit.Call("get_HoldsUndated", "get_IsOpen")),
        new("the total of windows is their last period", "Columnar.Scan", "At", Edit.Constant(1, 0)),
        new("a trailing window begins a unit early", "Queries.PlacementResolver", "Back", Edit.Operation(OpCodes.Neg, OpCodes.Not)),
        new("to date counts from the day after", "Queries.PlacementResolver", "Framed", Edit.Constant(-1, 0)),
        new("a like-for-like comparison has today", "Queries.PlacementResolver", "Place", Edit.Call("DayOf", "FirstDayToCome")),
        new("by business days all of the other period counts", "Queries.PlacementResolver", "EndLike", Edit.Call("get_Start", "get_End")),
        new("what is to come is compared with what has been", "Queries.PlacementResolver", "Place", Edit.Call("Min", "Max")),
        new("an event is over on its last day", "Queries.PlacementResolver", "EventBefore", Edit.Call("op_LessThan", "op_LessThanOrEqual")),
        new("the other period need not have the event", "Queries.PlacementResolver", "EventBefore", Edit.Call("op_LessThanOrEqual", "op_GreaterThanOrEqual")),
        new("one goes back a period too far to an event", "Queries.PlacementResolver", "EventBefore", Edit.Operation(OpCodes.Neg, OpCodes.Not)),
        new("a version is in force from the day after its first", "Queries.BoundQuery", "InForce", Edit.Call("op_LessThanOrEqual", "op_LessThan")),
        new("a period goes by the version in force when it ends", "Queries.BoundQuery", "InForce", Edit.Call("get_Start", "get_End")),
        new("an amount without a rate is left out", "Execution.Finaliser", "IsUnrated", Edit.Always(false)),
        new("the days of rates are those of another form", "Columnar.ConvertedVector", "Of", Edit.Answer("get_IsDate")),
        new("parts of a sum of amounts lose their denominators", "Columnar.ConvertedVector", "Add", Edit.Call("op_Multiply", "op_Addition")),
        new("a touch at the very time of its outcome is none", "Columnar.AttributionTable/Touches", "After", Edit.Strictness(0)),
        new("an outcome is the first of its own touches", "Columnar.AttributionTable/Touches", "PlaceOf", Edit.Strictness(0)),
        new("a touch in the middle weighs like the first", "Columnar.AttributionTable", "WeightOf", Edit.Operation(OpCodes.Sub, OpCodes.Add)),
        new("half a half-life weighs more than none", "Columnar.AttributionTable", "Decayed", Edit.Call("op_UnaryNegation", "op_UnaryPlus")),
        new("what is left is taken from parts, and not given", "Columnar.Parts", "Of", Edit.Call("op_Increment", "op_Decrement")),
        new("an amount below zero has parts above", "Columnar.Parts", "Of", Edit.Call("op_UnaryNegation", "op_UnaryPlus")),
        new("an outcome without an amount shares that of another", "Columnar.RowEvaluator", "PartsOf", Edit.Answer("IsNull")),
        new("what no touch brought stands under no value", "Columnar.MemberVector", "Create", Edit.Answer("ReadsTouch")),
        new("a part of a year is held against the whole of a baseline", "Targets.TargetReading", "Progress", Edit.Call("op_GreaterThan", "op_LessThan")),
        new("today is over", "Targets.TargetReading", ".ctor", Edit.Call("DayOf", "FirstDayToCome")),
        new("a baseline counts before it is over", "Targets.TargetReading", "Report", Edit.Call("op_LessThanOrEqual", "op_GreaterThanOrEqual")),
        new("a holiday is a working day", "Targets.TargetWeights", "IsOpen", Edit.Strictness(0)),
        new("a 53rd week has a counterpart", "Targets.TargetWeights", "YearBefore", Edit.Constant(0, 2)),
        new("the months before a total are one", "Queries.PlacementResolver", "Place", Edit.Constant(1, 0)),
    ];

    public static TheoryData<string> Names => new(Faults.Select(f => f.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_planted_fault_is_found(string name)
    {
        byte[] patched = Faults.Single(f => f.Name == name).Plant(PatchedRun.EvaluationPath);
        string? difference = PatchedRun.FirstWrongCase(patched) ?? PatchedRun.FirstWrongAnswer(patched, FirstSeed, Cases, MostRows);
        output.WriteLine(difference ?? "not found");
        difference.Should().NotBeNull("a comparison that does not see this fault proves little");
    }

    [Fact]
    public void Nothing_is_found_where_no_fault_is_planted() =>
        PatchedRun.FirstWrongAnswer(File.ReadAllBytes(PatchedRun.EvaluationPath), FirstSeed, 300, MostRows).Should().BeNull();

    [Fact]
    public void A_fault_that_can_no_longer_be_planted_is_reported() =>
        FluentActions.Invoking(() => new PlantedFault("gone", "Columnar.Scan", "Ceiling", Edit.Constant(42, 0)).Plant(PatchedRun.EvaluationPath))
            .Should().Throw<InvalidOperationException>().WithMessage("*no longer has what the fault changes*");

    // Lets Ceiling(period.To) be Ceiling(period.From) + (period.End - period.Start) days.
    private static bool DaysOf24Hours(MethodDefinition method)
    {
        ILProcessor il = method.Body.GetILProcessor();
        if (method.Body.Instructions.FirstOrDefault(i => Edit.Named(i) == "get_To") is not { } to)
        {
            return false;
        }

        TypeDefinition period = ((MethodReference)to.Operand).DeclaringType.Resolve();
        MethodReference Get(string name) => method.Module.ImportReference(period.Methods.Single(m => m.Name == name));
        var instructions = method.Body.Instructions;
        Instruction ceiling = instructions.First(i => Edit.Named(i) == "Ceiling");
        Instruction days = instructions.First(i => Edit.Named(i) == "Of" && ((MethodReference)i.Operand).Parameters[0].ParameterType.Name == "LocalDate");
        var one = new VariableDefinition(method.Module.ImportReference(period));
        method.Body.Variables.Add(one);
        Instruction[] sequence =
        [
            il.Create(OpCodes.Stloc, one),
            il.Create(OpCodes.Ldloc, one), il.Create(OpCodes.Callvirt, Get("get_From")), il.Create(OpCodes.Call, (MethodReference)ceiling.Operand),
            il.Create(OpCodes.Ldloc, one), il.Create(OpCodes.Callvirt, Get("get_End")), il.Create(OpCodes.Call, (MethodReference)days.Operand),
            il.Create(OpCodes.Ldloc, one), il.Create(OpCodes.Callvirt, Get("get_Start")), il.Create(OpCodes.Call, (MethodReference)days.Operand),
            il.Create(OpCodes.Sub), il.Create(OpCodes.Ldc_I8, 86_400_000_000), il.Create(OpCodes.Mul), il.Create(OpCodes.Add),
        ];
        il.Remove(to.Next);
        foreach (Instruction next in sequence.Reverse())
        {
            il.InsertAfter(to, next);
        }

        il.Remove(to);
        return true;
    }

    // The mode of rounding is the constant before the call.
    private static bool RoundsToEven(MethodDefinition method)
    {
        if (method.Body.Instructions.FirstOrDefault(i => Edit.Named(i) == "Round") is not { Previous: { } mode } || mode.OpCode != OpCodes.Ldc_I4_0)
        {
            return false;
        }

        mode.OpCode = OpCodes.Ldc_I4_1;
        return true;
    }
}
