using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Crm.Sdk.Evaluation.Tests.Kinds;
using Crm.Sdk.TestKit.Evaluation.Cases;

namespace Crm.Sdk.Evaluation.Tests.Differential.Faults;

/// <summary>Runs the differential comparison over another build of the evaluation, beside the one that the tests use.</summary>
internal sealed class PatchedRun : AssemblyLoadContext
{
    private static readonly string Evaluation = typeof(MetricEngine).Assembly.GetName().Name!;
    private static readonly string TestKit = typeof(DifferentialRun).Assembly.GetName().Name!;

    private static readonly string Tests = typeof(KindPage).Assembly.GetName().Name!;

    private readonly byte[] _evaluation;

    private PatchedRun(byte[] evaluation)
        : base(isCollectible: true) => _evaluation = evaluation;

    public static string EvaluationPath => typeof(MetricEngine).Assembly.Location;

    /// <summary>The first wrong answer of the columnar executor of that build, or null.</summary>
    public static string? FirstWrongAnswer(byte[] evaluation, int firstSeed, int cases, int mostRows) =>
        Run(evaluation, TestKit, typeof(DifferentialRun), nameof(DifferentialRun.FirstWrongAnswer), firstSeed, cases, mostRows);

    /// <summary>The first case of the pages of kinds that is wrong in that build, or null.</summary>
    public static string? FirstWrongCase(byte[] evaluation) => Run(evaluation, Tests, typeof(KindPage), nameof(KindPage.FirstWrong));

    private static string? Run(byte[] evaluation, string assembly, Type type, string method, params object[] arguments)
    {
        var context = new PatchedRun(evaluation);
        try
        {
            Type run = context.LoadFromAssemblyName(new AssemblyName(assembly)).GetType(type.FullName!, true)!;
            return (string?)run.GetMethod(method)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
        finally
        {
            context.Unload();
        }
    }

    // The test kit is loaded again so that it is bound to that build; all else is shared.
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == Evaluation ? LoadFromStream(new MemoryStream(_evaluation))
        : assemblyName.Name == Tests ? LoadFromAssemblyPath(typeof(KindPage).Assembly.Location)
        : assemblyName.Name == TestKit ? LoadFromAssemblyPath(typeof(DifferentialRun).Assembly.Location)
        : null;
}
