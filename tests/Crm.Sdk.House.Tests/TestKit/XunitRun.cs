using FsCheck.Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Crm.Sdk.House.Tests.TestKit;

/// <summary>Runs one property the way xunit does and gives back what xunit would report.</summary>
internal static class XunitRun
{
    public static async Task<ITestResultMessage> Of<T>(string method)
    {
        var collection = new TestCollection(new TestAssembly(Reflector.Wrap(typeof(T).Assembly)), null, "specimens");
        var testMethod = new TestMethod(new TestClass(collection, Reflector.Wrap(typeof(T))), Reflector.Wrap(typeof(T).GetMethod(method)!));
        var attribute = testMethod.Method.GetCustomAttributes(typeof(PropertyAttribute)).Single();

        var sink = new Xunit.Sdk.NullMessageSink();
        using var bus = new RecordingBus();
        using var cancellation = new CancellationTokenSource();
        var testCase = new PropertyDiscoverer(sink).Discover(new NoOptions(), testMethod, attribute).Single();
        await testCase.RunAsync(sink, bus, [], new ExceptionAggregator(), cancellation);
        return bus.Results.Single();
    }

    public static async Task<ITestFailed> Failure<T>(string method) =>
        (await Of<T>(method)).Should().BeAssignableTo<ITestFailed>().Subject;

    private sealed class RecordingBus : IMessageBus
    {
        public List<ITestResultMessage> Results { get; } = [];

        public bool QueueMessage(IMessageSinkMessage message)
        {
            if (message is ITestResultMessage result)
            {
                Results.Add(result);
            }

            return true;
        }

        public void Dispose()
        {
        }
    }

    private sealed class NoOptions : ITestFrameworkDiscoveryOptions
    {
        public TValue? GetValue<TValue>(string name) => default;

        public void SetValue<TValue>(string name, TValue value)
        {
        }
    }
}
