#include "core/base/file.h"
#include "core/search/tools/sessiontools.h"
#include "core/search/tools/trialtools.h"
#include "fakes.h"

#include <QtTest>

#include <algorithm>
#include <clocale>
#include <nlohmann/json.hpp>

using namespace espalier;

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// Says of every build what it is told to.
class ToldEvaluator final : public Evaluator
{
public:
    Evaluation evaluate(const Candidate& /*candidate*/, const StageCallback& /*stage*/,
                        std::stop_token /*stop*/) override
    {
        return judged;
    }
    BuildTrial build(const Candidate& /*candidate*/, const StageCallback& /*stage*/, std::stop_token /*stop*/) override
    {
        return trial;
    }
    Evaluation confirm(const Candidate& /*candidate*/, Evaluation first, double /*toBeat*/,
                       const StageCallback& /*stage*/, std::stop_token /*stop*/) override
    {
        return first;
    }

    BuildTrial trial;
    Evaluation judged;
};

bool contains(const std::string& text, const std::string& words)
{
    return text.find(words) != std::string::npos;
}

Prompt promptThatNames(const std::vector<NodeNumber>& tried, const std::vector<NodeNumber>& failed)
{
    Prompt prompt;
    prompt.edge = EdgeKind::Refine;
    for (const NodeNumber number : tried) {
        prompt.memory.trajectory.push_back({number, {}, {}, Verdict::Slower});
    }
    for (const NodeNumber number : failed) {
        prompt.memory.failures.push_back({number, {}, {}, Verdict::Wrong});
    }
    return prompt;
}

/// Where the store keeps the bytes of a hash.
fs::path objectIn(const fs::path& store, const std::string& hash)
{
    return store / "objects" / hash.substr(0, 2) / hash.substr(2);
}

} // namespace

/// What each tool of a session says, called by itself.
class TestSessionTools : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void trialsTakeEdits();
    void lintSaysTheCompilersWordsAlone();
    void buildsCountAndHaveAnEnd();
    void evaluationsReadTheSameInEveryLocale();
    void leversThatSourceCannotPullAreNotNamed();
    void codeIsFoundInTheNamedFoldersOnly();
    void codeErrorsSpeakToTheModel();
    void laterNodesAreNotLookedAt();
    void damagedNodesAreTold();

private:
    Result<ToolResult> call(const std::string& name, const Json& arguments, const Prompt& prompt = {});
    std::string said(const std::string& name, const Json& arguments, const Prompt& prompt = {});
    ExpansionTool tool(const std::string& name);

    std::unique_ptr<SearchFixture> m_fixture;
    ToldEvaluator m_told;
    Evaluator* m_evaluator = nullptr;
    std::vector<fs::path> m_code;
    SessionId m_session = 0;
};

void TestSessionTools::init()
{
    m_fixture = std::make_unique<SearchFixture>();
    m_evaluator = &m_fixture->evaluator;
    m_told = {};
    m_code.clear();
    m_fixture->settings.steps = 6;
    m_fixture->settings.workers = 1;
    m_session = m_fixture->newSession();
}

/// Nameless where there is none of this name.
ExpansionTool TestSessionTools::tool(const std::string& name)
{
    const auto all = sessionTools({nullptr, "cpu", *m_evaluator, m_fixture->folder.path(), m_session}, m_code);
    const auto found = std::ranges::find(all, name, &ExpansionTool::name);
    return found == all.end() ? ExpansionTool{} : *found;
}

Result<ToolResult> TestSessionTools::call(const std::string& name, const Json& arguments, const Prompt& prompt)
{
    const std::function<void(std::string_view)> nobody;
    const ExpansionTool called = tool(name);
    return called.call ? called.call(arguments, {prompt, nobody, {}})
                       : Error{ErrorKind::Usage, "there is no such tool", "", ""};
}

std::string TestSessionTools::said(const std::string& name, const Json& arguments, const Prompt& prompt)
{
    const auto result = call(name, arguments, prompt);
    return result ? result->text : result.error().sentence();
}

void TestSessionTools::trialsTakeEdits()
{
    Prompt prompt;
    prompt.parent = candidateOfSpeed(1.5, "parent");
    prompt.parent.source += "\nsecond line\n";
    const auto tried = [&](const std::string& source) { return said("build", {{"source", source}}, prompt); };
    const std::string edit = "<<<<<<< SEARCH\nsecond line\n=======\nanother line\n>>>>>>> REPLACE\n";
    QVERIFY(contains(tried(edit), "\nanother line\n"));
    QVERIFY(contains(tried(edit), "id parent"));
    QVERIFY(contains(tried("```cpp\nspeed 4 in a fence\n```\n"), "speed 4 in a fence"));
    QVERIFY(contains(tried("speed 4 bare\n/*\n```\n*/\n"), "```\n*/"));
    QVERIFY(contains(tried("no speed\n"), "It is not built: there is no speed in it"));
    QVERIFY(tried("<<<<<<< SEARCH\nno such line\n=======\nx\n>>>>>>> REPLACE\n").starts_with("the source gives no"));
    QVERIFY(contains(tried(prompt.parent.source), "equal to the parent's"));
}

void TestSessionTools::lintSaysTheCompilersWordsAlone()
{
    m_evaluator = &m_told;
    const Json source{{"source", "int x;\n"}};
    m_told.trial = {true, "", {1, "", ""}};
    QCOMPARE(said("lint", source), std::string("The compiler says nothing.\n"));
    m_told.trial = {true, "", {1, "", "candidate.cpp:1: warning: x is not used"}};
    QCOMPARE(said("lint", source), std::string("candidate.cpp:1: warning: x is not used\n"));
    m_told.trial = {false, "the compiler refused it: expected ;", {1, "", "candidate.cpp:1: error: expected ;"}};
    QCOMPARE(said("lint", source), std::string("candidate.cpp:1: error: expected ;\n"));
    m_told.trial = {false, "it includes a file of this machine", {}}; // refused before a compiler saw it
    QCOMPARE(said("lint", source), std::string("it includes a file of this machine\n"));
}

void TestSessionTools::buildsCountAndHaveAnEnd()
{
    m_evaluator = &m_told;
    m_told.trial = {true, "", {1.5, "", ""}};
    for (const char* name : {"lint", "build"}) {
        QCOMPARE(tool(name).most, kTrialBuilds);
        const auto result = call(name, {{"source", "int x;\n"}});
        QVERIFY(result);
        QCOMPARE(result->evaluations, 0);
        QCOMPARE(result->deviceSeconds, 1.5);
    }
}

void TestSessionTools::evaluationsReadTheSameInEveryLocale()
{
    m_evaluator = &m_told;
    m_told.judged.verdict = Verdict::Accepted;
    m_told.judged.baseline = "compiled";
    m_told.judged.speedup = {1.375, 1.25, 1.5};
    m_told.judged.diagnosis.bound = Bound::Memory;
    m_told.judged.diagnosis.roofShare = 0.425;
    const Json source{{"source", "int x;\n"}};
    const std::string plain = said("evaluate", source);
    QVERIFY2(contains(plain, "[1.25, 1.5] as the fastest baseline (compiled)"), plain.c_str());
    QVERIFY2(contains(plain, "- share of the roof: 42.5 %\n"), plain.c_str());
    const char* german = nullptr;
    for (const char* name : {"de_DE.UTF-8", "de_DE.utf8", "de_DE", "fr_FR.UTF-8"}) {
        german = german == nullptr ? std::setlocale(LC_NUMERIC, name) : german;
    }
    if (german == nullptr) {
        QSKIP("no locale with a decimal comma is installed");
    }
    const std::string there = said("evaluate", source);
    std::setlocale(LC_NUMERIC, "C");
    QCOMPARE(there, plain);
}

void TestSessionTools::leversThatSourceCannotPullAreNotNamed()
{
    m_evaluator = &m_told;
    m_told.judged.verdict = Verdict::Slower;
    m_told.judged.diagnosis.bound = Bound::Compute;
    m_told.judged.diagnosis.lever = "compiler-flags";
    m_told.judged.diagnosis.facts.assign(20, "a fact\nof two lines");
    const std::string text = said("evaluate", {{"source", "int x;\n"}});
    QVERIFY2(!contains(text, "compiler-flags"), text.c_str());
    QVERIFY2(contains(text, "- finding: a fact of two lines\n"), text.c_str());
    QCOMPARE(QString::fromStdString(text).count(QLatin1String("finding")), 6);
    m_told.judged.diagnosis.lever = "tile";
    QVERIFY(contains(said("evaluate", {{"source", "int x;\n"}}), "- suggested lever: tile\n"));
}

void TestSessionTools::codeIsFoundInTheNamedFoldersOnly()
{
    const TemporaryFolder around("espalier-code");
    const fs::path mine = around.path() / "mine";
    fs::create_directories(mine);
    QVERIFY(writeFileAtomic(mine / "mine.h", "int value;\n"));
    QVERIFY(writeFileAtomic(around.path() / "other.h", "int value_outside;\n"));
    fs::create_symlink(around.path() / "other.h", mine / "linked.h");
    fs::create_directory_symlink(around.path(), mine / "up");
    QVERIFY(tool("search_code").name.empty());
    m_code = {mine};
    QCOMPARE(said("search_code", {{"regex", "val.e"}}), std::string("mine/mine.h:1: int value;\n"));
    QCOMPARE(said("search_code", {{"text", "value"}}), std::string("mine/mine.h:1: int value;\n"));
    QCOMPARE(said("search_code", {{"file", "mine"}}), std::string("mine/mine.h\n"));
    for (const char* outside : {"value_outside", "absent"}) {
        QCOMPARE(said("search_code", {{"text", outside}}), std::string("Nothing was found.\n"));
    }
    for (const char* outside : {"other", "linked"}) {
        QCOMPARE(said("search_code", {{"file", outside}}), std::string("Nothing was found.\n"));
    }
    QVERIFY(said("search_code", {{"text", "x"}, {"file", "y"}}).starts_with("search_code looks for one thing"));
    QVERIFY(said("search_code", Json::object()).starts_with("search_code looks for one thing"));
}

void TestSessionTools::codeErrorsSpeakToTheModel()
{
    const TemporaryFolder around("espalier-code");
    m_code = {around.path() / "mine"};
    fs::create_directories(m_code.front());
    const auto broken = call("search_code", {{"regex", "x["}});
    QVERIFY(!broken);
    QCOMPARE(int(broken.error().kind), int(ErrorKind::Answer));
    QVERIFY(broken.error().sentence().starts_with("search_code cannot look for this: "));
    QVERIFY2(!contains(broken.error().sentence(), "--"), broken.error().sentence().c_str());
    fs::remove_all(m_code.front());
    const auto gone = call("search_code", {{"text", "value"}});
    QVERIFY(!gone);
    QCOMPARE(int(gone.error().kind), int(ErrorKind::Answer));
    QVERIFY2(contains(gone.error().sentence(), "one of the folders is gone"), gone.error().sentence().c_str());
    QVERIFY2(!contains(gone.error().sentence(), around.path().string()), gone.error().sentence().c_str());
}

void TestSessionTools::laterNodesAreNotLookedAt()
{
    QVERIFY(m_fixture->search(m_session));
    QVERIFY(m_fixture->store().nodes(m_session)->size() > 4);
    const Prompt prompt = promptThatNames({0, 1}, {3});
    for (const int known : {0, 1, 3}) {
        QVERIFY(call("look_at", {{"node", known}}, prompt));
    }
    for (const int unknown : {2, 4, 1000}) {
        const auto refused = call("look_at", {{"node", unknown}}, prompt);
        QVERIFY(!refused);
        QCOMPARE(int(refused.error().kind), int(ErrorKind::Usage));
        QVERIFY(contains(refused.error().todo, "0, 1, 3"));
    }
}

void TestSessionTools::damagedNodesAreTold()
{
    QVERIFY(m_fixture->search(m_session));
    const std::string artefact = m_fixture->store().nodes(m_session)->at(1).artefact;
    const fs::path object = objectIn(m_fixture->folder.path(), artefact);
    QVERIFY(fs::exists(object));
    fs::remove(object);
    const Prompt prompt = promptThatNames({0, 1}, {});
    const auto lost = call("look_at", {{"node", 1}}, prompt);
    QVERIFY(!lost);
    QCOMPARE(int(lost.error().kind), int(ErrorKind::Answer));
    QVERIFY(lost.error().sentence().starts_with("node 1 cannot be looked at"));
    QVERIFY(call("look_at", {{"node", 0}}, prompt));
}

QTEST_GUILESS_MAIN(TestSessionTools)
#include "tst_sessiontools.moc"
