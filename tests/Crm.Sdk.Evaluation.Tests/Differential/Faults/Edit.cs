using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Crm.Sdk.Evaluation.Tests.Differential.Faults;

/// <summary>Small changes of a compiled method. Each tells whether it found what it was to change.</summary>
internal static class Edit
{
    /// <summary>Lets a loaded constant be another one, or the nth of several that are equal.</summary>
    public static Func<MethodDefinition, bool> Constant(long from, long to, int nth = 0) => method => Change(
        method, i => Loaded(i) == from, nth, i => (i.OpCode, i.Operand) = i.OpCode == OpCodes.Ldc_I8 ? (OpCodes.Ldc_I8, (object)to) : (OpCodes.Ldc_I4, (int)to));

    /// <summary>Lets <c>&lt;</c> be <c>&lt;=</c> and the like, in the nth comparison of order.</summary>
    public static Func<MethodDefinition, bool> Strictness(int nth) => method =>
    {
        ILProcessor il = method.Body.GetILProcessor();
        return Change(method, i => Slacker.ContainsKey(i.OpCode.Code) || i.OpCode.Code is Code.Clt or Code.Cgt, nth, i =>
        {
            if (Slacker.TryGetValue(i.OpCode.Code, out OpCode slacker))
            {
                i.OpCode = slacker;
                return;
            }

            // A comparison whose outcome is negated is the other strictness already; else it is negated, the other way round.
            bool isNegated = i.Next is { } zero && Loaded(zero) == 0 && zero.Next?.OpCode == OpCodes.Ceq;
            i.OpCode = i.OpCode == OpCodes.Clt ? OpCodes.Cgt : OpCodes.Clt;
            if (isNegated)
            {
                il.Remove(i.Next!.Next);
                il.Remove(i.Next);
            }
            else
            {
                il.InsertAfter(i, il.Create(OpCodes.Ceq));
                il.InsertAfter(i, il.Create(OpCodes.Ldc_I4_0));
            }
        });
    };

    /// <summary>Lets one operation be another.</summary>
    public static Func<MethodDefinition, bool> Operation(OpCode from, OpCode to, int nth = 0) =>
        method => Change(method, i => i.OpCode == from, nth, i => i.OpCode = to);

    /// <summary>Calls another member of the same type, with the same parameters; <c>.ctor</c> of a sibling is written <c>new Name</c>.</summary>
    public static Func<MethodDefinition, bool> Call(string from, string to, int nth = 0) => method => Change(
        method, i => Named(i) == from, nth, i =>
        {
            TypeDefinition owner = ((MethodReference)i.Operand).DeclaringType.Resolve();
            MethodDefinition target = to.StartsWith("new ", StringComparison.Ordinal)
                ? owner.DeclaringType.NestedTypes.Single(t => t.Name == to[4..]).GetConstructors().Single(c => !c.IsStatic)
                : owner.Methods.Single(m => m.Name == to && m.Parameters.Count == ((MethodReference)i.Operand).Parameters.Count);
            i.Operand = method.Module.ImportReference(target);
        });

    /// <summary>Leaves out a call of a member without arguments that returns nothing.</summary>
    public static Func<MethodDefinition, bool> Without(string type, string call, int nth) => method => Change(
        method, i => Named(i) == call && ((MethodReference)i.Operand).DeclaringType.Name == type, nth, i => (i.OpCode, i.Operand) = (OpCodes.Pop, null));

    /// <summary>Turns the yes or no that the nth call of a member gives into its opposite.</summary>
    public static Func<MethodDefinition, bool> Answer(string call, int nth = 0) => method =>
    {
        ILProcessor il = method.Body.GetILProcessor();
        return Change(method, i => Named(i) == call, nth, i =>
        {
            il.InsertAfter(i, il.Create(OpCodes.Ceq));
            il.InsertAfter(i, il.Create(OpCodes.Ldc_I4_0));
        });
    };

    /// <summary>Lets a method return the same whatever it is asked.</summary>
    public static Func<MethodDefinition, bool> Always(bool answer) => method =>
    {
        method.Body = new MethodBody(method);
        ILProcessor il = method.Body.GetILProcessor();
        il.Emit(answer ? OpCodes.Ldc_I4_1 : OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        return true;
    };

    /// <summary>The member that an instruction calls, without its type; <c>new Name</c> for a constructor.</summary>
    public static string? Named(Instruction i) => i.Operand is not MethodReference called ? null
        : i.OpCode == OpCodes.Newobj ? $"new {called.DeclaringType.Name}" : called.Name;

    private static readonly Dictionary<Code, OpCode> Slacker = new()
    {
        [Code.Blt] = OpCodes.Ble, [Code.Ble] = OpCodes.Blt, [Code.Bgt] = OpCodes.Bge, [Code.Bge] = OpCodes.Bgt,
    };

    private static long? Loaded(Instruction i) => i.OpCode.Code switch
    {
        >= Code.Ldc_I4_M1 and <= Code.Ldc_I4_8 => i.OpCode.Code - Code.Ldc_I4_0,
        Code.Ldc_I4_S => (sbyte)i.Operand,
        Code.Ldc_I4 => (int)i.Operand,
        Code.Ldc_I8 => (long)i.Operand,
        _ => null,
    };

    // Short branches are lengthened first: what they jump over may grow.
    private static bool Change(MethodDefinition method, Func<Instruction, bool> isMeant, int nth, Action<Instruction> change)
    {
        method.Body.SimplifyMacros();
        if (method.Body.Instructions.Where(isMeant).ElementAtOrDefault(nth) is not { } found)
        {
            return false;
        }

        change(found);
        return true;
    }
}
