#include "core/base/file.h"
#include "tests/cli/commandrun.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using espalier::readFile;
using nlohmann::json;

namespace {

constexpr int kPatience = 120'000;

/// A client that writes lines and reads them.
class Client
{
public:
    explicit Client(const QString& store)
    {
        m_process.start(QStringLiteral(ESPALIER_BIN_DIR "/espalier"),
                        {QStringLiteral("mcp"), QStringLiteral("--store"), store});
        if (!m_process.waitForStarted()) {
            qFatal("espalier mcp does not start");
        }
        request("initialize", {{"protocolVersion", "2025-06-18"}, {"capabilities", json::object()}});
        notify("notifications/initialized", json::object());
    }

    void say(const QByteArray& line)
    {
        m_process.write(line + '\n');
        m_process.waitForBytesWritten();
    }
    void notify(const char* method, const json& params)
    {
        say(QByteArray::fromStdString(json{{"jsonrpc", "2.0"}, {"method", method}, {"params", params}}.dump()));
    }
    int begin(const char* method, const json& params)
    {
        ++m_last;
        say(QByteArray::fromStdString(
            json{{"jsonrpc", "2.0"}, {"id", m_last}, {"method", method}, {"params", params}}.dump()));
        return m_last;
    }
    int beginCall(const char* tool, const json& arguments)
    {
        return begin("tools/call", {{"name", tool}, {"arguments", arguments}});
    }
    /// The next message; null when none comes.
    json next()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(kPatience)) {
                return nullptr;
            }
        }
        return json::parse(m_process.readLine().toStdString(), nullptr, false);
    }
    json request(const char* method, const json& params)
    {
        begin(method, params);
        return next();
    }
    /// The document that a tool answers with; it must not fail.
    json call(const char* tool, const json& arguments)
    {
        beginCall(tool, arguments);
        const json answer = next();
        if (!answer.contains("result") || answer.at("result").at("isError").get<bool>()) {
            qFatal("%s", answer.dump().c_str());
        }
        return answer.at("result").at("structuredContent");
    }
    QProcess& process() { return m_process; }

private:
    QProcess m_process;
    int m_last = 0;
};

std::string seedOf(const char* task)
{
    return *readFile(std::string(ESPALIER_SOURCE_DIR "/resources/tasks/") + task + "/seed.cpp");
}

} // namespace

/// `espalier mcp` as a coding agent has it, with the real judge.
class TestMcpCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase();
    void tasksWithoutTheirHiddenCases();
    void knowledgeIsFoundAndRead();
    void nodesAndTreesAreTheCommandLines();
    void steeringIsRecorded();
    void everyVerbOfTheCommandLineIsThere();
    void steeringThatIsRefused();
    void aKernelIsJudgedWhilePingIsAnswered();
    void anEvaluationIsCancelled();
    void garbageEndsNothing();
    void theEndOfInputEndsIt();
};

void TestMcpCommand::initTestCase()
{
    const auto searched =
        espalier::test::run({QStringLiteral("search"), QStringLiteral("rmsnorm"), QStringLiteral("--steps"),
                             QStringLiteral("2"), QStringLiteral("--store"), m_folder.path()});
    QVERIFY2(searched.exitCode == 0, qPrintable(searched.err));
}

void TestMcpCommand::tasksWithoutTheirHiddenCases()
{
    Client client(m_folder.path());
    QCOMPARE(client.call("list_tasks", json::object()).at("tasks").size(), std::size_t{19});
    const json task = client.call("list_tasks", {{"task", "rmsnorm"}});
    QVERIFY(task.at("header").get<std::string>().find("void rmsnorm(") != std::string::npos);
    QCOMPARE(task.at("cases").size(), std::size_t{3});
    QVERIFY(task.dump().find("prime") == std::string::npos);
    QVERIFY(task.dump().find("5003") == std::string::npos);
}

void TestMcpCommand::knowledgeIsFoundAndRead()
{
    Client client(m_folder.path());
    const json found = client.call("search_knowledge", {{"words", "false sharing"}, {"platform", "cpu"}, {"limit", 3}});
    QVERIFY(found.at("documents").size() <= 3 && !found.at("documents").empty());
    const json& name = found.at("documents")[0].at("document");
    QVERIFY(!client.call("read_document", {{"name", name}}).at("text").get<std::string>().empty());
}

void TestMcpCommand::nodesAndTreesAreTheCommandLines()
{
    Client client(m_folder.path());
    const json tree = client.call("read_tree", json::object());
    const auto store = QStringList{QStringLiteral("--json"), QStringLiteral("--store"), m_folder.path()};
    const json printed =
        espalier::test::run(QStringList{QStringLiteral("tree"), QStringLiteral("last")} + store).json();
    QVERIFY(tree.at("nodes") == printed);
    QVERIFY(tree.at("total") == printed.size());
    QVERIFY(tree.at("next").is_null());
    const json part = client.call("read_tree", {{"session", "1"}, {"first", 1}, {"count", 1}});
    QVERIFY(part.at("nodes")[0] == printed[1]);
    QVERIFY(part.at("next") == 2);
    const json shown = espalier::test::run(QStringList{QStringLiteral("show"), QStringLiteral("1.1")} + store).json();
    QVERIFY(client.call("read_node", {{"node", "1.1"}}) == shown);
}

void TestMcpCommand::steeringIsRecorded()
{
    Client client(m_folder.path());
    QVERIFY(client.call("steer", {{"session", "1"}, {"verb", "prune"}, {"node", "1"}}).at("event").get<int>() > 0);
    QVERIFY(client.call("read_tree", json::object()).at("nodes")[1].at("state") == "pruned");
    client.call("steer", {{"session", "1"}, {"verb", "restore"}, {"node", "1.1"}});
    client.call("steer", {{"session", "1"}, {"verb", "boost"}, {"node", "1"}, {"value", 2.5}});
    client.call("steer", {{"session", "1"}, {"verb", "hint"}, {"node", "0"}, {"text", "keep the row in registers"}});
    const json added = client.call(
        "steer", {{"session", "1"}, {"verb", "add"}, {"node", "0"}, {"source", "// mine\n" + seedOf("rmsnorm")}});
    QCOMPARE(added.at("command").at("text").get<std::string>().size(), std::size_t{64});
    const auto resumed =
        espalier::test::run({QStringLiteral("resume"), QStringLiteral("last"), QStringLiteral("--steps"),
                             QStringLiteral("3"), QStringLiteral("--store"), m_folder.path()});
    QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.err));
    const json nodes = client.call("read_tree", json::object()).at("nodes");
    const json mine = client.call("read_node", {{"node", nodes.back().at("id")}});
    QVERIFY(mine.at("source").get<std::string>().starts_with("// mine"));
}

void TestMcpCommand::everyVerbOfTheCommandLineIsThere()
{
    Client client(m_folder.path());
    const auto steer = [&](json arguments) {
        arguments["session"] = "1";
        return client.call("steer", arguments);
    };
    const auto words = [&] { return steer({{"verb", "log"}}).at("log").back().at("words").get<std::string>(); };
    steer({{"verb", "budget"}, {"text", "steps"}, {"value", 400}});
    QCOMPARE(words(), std::string("budget steps 400"));
    steer({{"verb", "budget"}, {"text", "steps"}});
    QCOMPARE(words(), std::string("budget steps default"));
    steer({{"verb", "policy"}, {"text", "uct c=0.7"}});
    QCOMPARE(words(), std::string("policy uct c=0.7"));
    steer({{"verb", "undo"}});
    QCOMPARE(words(), std::string("policy default"));
    steer({{"verb", "memory"}, {"text", "siblings"}});
    QCOMPARE(words(), std::string("memory siblings"));
    steer({{"verb", "memory"}, {"node", "1"}, {"text", "default"}});
    QCOMPARE(words(), std::string("memory 1 default"));
    steer({{"verb", "veto"}, {"text", "simd-inner"}});
    steer({{"verb", "focus"}, {"node", "1.1"}});
    steer({{"verb", "unfocus"}});
    steer({{"verb", "pause-lane"}, {"text", "judge"}});
    steer({{"verb", "resume-lane"}, {"text", "judge"}});
    steer({{"verb", "step"}, {"value", 2}});
    steer({{"verb", "stop"}});
    QCOMPARE(words(), std::string("stop"));
    steer({{"verb", "expand"},
           {"node", "1"},
           {"value", 3},
           {"memory", "clean-slate"},
           {"hint", "mind the tail"},
           {"reason", "it stalls"}});
    QCOMPARE(words(), std::string("expand 1 3 --memory clean-slate --hint \"mind the tail\""));
    QCOMPARE(steer({{"verb", "prune"}, {"node", "1,2"}}).at("events").size(), std::size_t{2});
    QCOMPARE(steer({{"verb", "restore"}, {"node", "1,2"}}).at("commands").size(), std::size_t{2});
    const auto help = espalier::test::run({QStringLiteral("steer"), QStringLiteral("--help")});
    const json tools = client.request("tools/list", json::object()).at("result").at("tools");
    for (const json& tool : tools) {
        const json verbs =
            tool.at("name") == "steer" ? tool.at("inputSchema").at("properties").at("verb").at("enum") : json::array();
        for (const json& verb : verbs) {
            QVERIFY2(help.out.contains(QString::fromStdString("  " + verb.get<std::string>())), verb.dump().c_str());
        }
        QVERIFY(tool.at("name") != "steer" || verbs.size() > 20);
    }
}

void TestMcpCommand::steeringThatIsRefused()
{
    Client client(m_folder.path());
    const auto refusal = [&](const json& arguments) {
        client.beginCall("steer", arguments);
        const json answer = client.next();
        return answer.contains("error") ? answer.at("error").at("message").get<std::string>()
                                        : answer.at("result").at("content")[0].at("text").get<std::string>();
    };
    const auto says = [&](const json& arguments, const char* words) {
        return refusal(arguments).find(words) != std::string::npos;
    };
    QVERIFY(says({{"session", "1"}, {"verb", "boost"}, {"node", "1"}, {"value", 1000}}, "not a number from 0.01"));
    QVERIFY(says({{"session", "1"}, {"verb", "hint"}, {"node", "1"}}, "hint wants \"text\""));
    QVERIFY(says({{"session", "1"}, {"verb", "prune"}, {"node", "1"}, {"text", "x"}}, "prune takes no \"text\""));
    QVERIFY(says({{"session", "1"}, {"verb", "pause"}, {"node", "1"}}, "pause takes no \"node\""));
    QVERIFY(says({{"session", "1"}, {"verb", "budget"}, {"text", "patience"}, {"value", 3}}, "no budget"));
    QVERIFY(says({{"session", "1"}, {"verb", "undo"}, {"value", 99999}}, "nothing to take back"));
    QVERIFY(says({{"session", "1"}, {"verb", "add"}, {"node", "1"}}, "add wants \"source\""));
    QVERIFY(says({{"session", "1"}, {"verb", "approve"}, {"node", "1"}}, "none of"));
    QVERIFY(says({{"session", "1"}, {"verb", "pin"}, {"node", "99"}}, "no node 99"));
    QVERIFY(says({{"session", "x"}, {"verb", "pin"}, {"node", "0"}}, "no session"));
}

void TestMcpCommand::aKernelIsJudgedWhilePingIsAnswered()
{
    Client client(m_folder.path());
    const int good = client.beginCall("evaluate_candidate", {{"task", "rmsnorm"}, {"source", seedOf("rmsnorm")}});
    const int bad = client.beginCall(
        "evaluate_candidate",
        {{"task", "rmsnorm"}, {"source", "void rmsnorm(const float*, const float*, float*, int64_t, int64_t) {}\n"}});
    const int ping = client.begin("ping", json::object());
    QCOMPARE(client.next().at("id").get<int>(), ping); // racing the baselines alone takes longer
    json verdicts;
    for (int i = 0; i < 2; ++i) {
        const json answer = client.next();
        QVERIFY2(answer.contains("result"), answer.dump().c_str());
        verdicts[std::to_string(answer.at("id").get<int>())] = answer.at("result").at("structuredContent");
    }
    const json judged = verdicts.at(std::to_string(good));
    QVERIFY(judged.at("seed_speedup").get<double>() > 0.5);
    QVERIFY(!judged.at("diagnosis").at("facts").empty());
    QCOMPARE(verdicts.at(std::to_string(bad)).at("verdict").get<std::string>(), std::string("wrong"));
}

void TestMcpCommand::anEvaluationIsCancelled()
{
    Client client(m_folder.path());
    const int first = client.beginCall("evaluate_candidate", {{"task", "rmsnorm"}, {"source", seedOf("rmsnorm")}});
    client.notify("notifications/cancelled", {{"requestId", first}});
    // The next one is answered, and it alone.
    const int second = client.beginCall("evaluate_candidate", {{"task", "rmsnorm"}, {"source", "not C++"}});
    const json answer = client.next();
    QCOMPARE(answer.at("id").get<int>(), second);
    QCOMPARE(answer.at("result").at("structuredContent").at("verdict").get<std::string>(), std::string("build_failed"));
}

void TestMcpCommand::garbageEndsNothing()
{
    Client client(m_folder.path());
    client.say("what?");
    QCOMPARE(client.next().at("error").at("code").get<int>(), -32700);
    client.say(QByteArray(12 << 20, 'x')); // above the cap
    QCOMPARE(client.next().at("error").at("code").get<int>(), -32700);
    client.say(QByteArray(1 << 20, '['));
    QCOMPARE(client.next().at("error").at("code").get<int>(), -32700);
    const json unknown = client.request("prompts/list", json::object());
    QCOMPARE(unknown.at("error").at("code").get<int>(), -32601);
    const json task = client.request("tools/call", {{"name", "list_tasks"}, {"arguments", {{"task", "../../etc"}}}});
    QVERIFY(task.at("result").at("isError").get<bool>());
}

void TestMcpCommand::theEndOfInputEndsIt()
{
    Client client(m_folder.path());
    client.beginCall("evaluate_candidate", {{"task", "rmsnorm"}, {"source", seedOf("rmsnorm")}});
    client.process().closeWriteChannel();
    QVERIFY(client.process().waitForFinished(kPatience));
    QCOMPARE(client.process().exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestMcpCommand)
#include "tst_mcpcommand.moc"
