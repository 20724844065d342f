using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace FsCheck.Xunit;

/// <summary>One property: xunit makes the instance, its fixtures and its output; FsCheck makes the arguments.</summary>
public sealed class PropertyTestCase : XunitTestCase
{
    /// <summary>For xunit, which restores a case from its serialized form.</summary>
    [Obsolete("Called by xunit only.")]
    public PropertyTestCase()
    {
    }

    internal PropertyTestCase(
        IMessageSink sink, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method)
        : base(sink, display, options, method)
    {
    }

    /// <inheritdoc />
    public override Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource) =>
        new CaseRunner(this, constructorArguments, messageBus, aggregator, cancellationTokenSource).RunAsync();

    private sealed class CaseRunner(
        PropertyTestCase testCase, object[] constructorArguments, IMessageBus bus, ExceptionAggregator aggregator, CancellationTokenSource cancellation)
        : XunitTestCaseRunner(testCase, testCase.DisplayName, testCase.SkipReason, constructorArguments, [], bus, aggregator, cancellation)
    {
        protected override XunitTestRunner CreateTestRunner(
            ITest test,
            IMessageBus messageBus,
            Type testClass,
            object[] constructorArguments,
            MethodInfo testMethod,
            object[] testMethodArguments,
            string skipReason,
            IReadOnlyList<BeforeAfterTestAttribute> beforeAfterAttributes,
            ExceptionAggregator aggregator,
            CancellationTokenSource cancellationTokenSource) =>
            new TestRunner(
                test, messageBus, testClass, constructorArguments, testMethod, testMethodArguments, skipReason, beforeAfterAttributes, aggregator, cancellationTokenSource);
    }

    private sealed class TestRunner(
        ITest test,
        IMessageBus bus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        object[] arguments,
        string skipReason,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfter,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation)
        : XunitTestRunner(test, bus, testClass, constructorArguments, method, arguments, skipReason, beforeAfter, aggregator, cancellation)
    {
        private readonly PropertyRun _run = new(method);

        protected override async Task<Tuple<decimal, string>> InvokeTestAsync(ExceptionAggregator aggregator)
        {
            var (seconds, output) = await base.InvokeTestAsync(aggregator);
            return Tuple.Create(seconds, output + _run.Output);
        }

        protected override Task<decimal> InvokeTestMethodAsync(ExceptionAggregator aggregator) =>
            new Invoker(_run, Test, MessageBus, TestClass, ConstructorArguments, TestMethod, BeforeAfterAttributes, aggregator, CancellationTokenSource).RunAsync();
    }

    private sealed class Invoker(
        PropertyRun run,
        ITest test,
        IMessageBus bus,
        Type testClass,
        object[] constructorArguments,
        MethodInfo method,
        IReadOnlyList<BeforeAfterTestAttribute> beforeAfter,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellation)
        : XunitTestInvoker(test, bus, testClass, constructorArguments, method, [], beforeAfter, aggregator, cancellation)
    {
        protected override async Task<decimal> InvokeTestMethodAsync(object testClassInstance)
        {
            // FsCheck waits for tasks; away from xunit's synchronization context their continuations always find a thread.
            await Aggregator.RunAsync(() => Timer.AggregateAsync(() => Task.Run(() => run.Check(testClassInstance))));
            return Timer.Total;
        }
    }
}
