#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/database/database.h"
#include "core/import/peers/genealogy.h"
#include "core/import/peers/peersession.h"

#include <QTest>

#include <map>
#include <nlohmann/json.hpp>

using namespace espalier;
using nlohmann::json;

namespace fs = std::filesystem;

Q_DECLARE_METATYPE(espalier::PeerProgram)

namespace {

json programJson(const std::string& id, const json& parent, double score, double time)
{
    return {
        {"id", id},
        {"code", "print('" + id + "')\n"},
        {"language", "python"},
        {"parent_id", parent},
        {"timestamp", time},
        {"metrics", {{"combined_score", score}, {"latency_us", 2.5}}},
        {"metadata", {{"changes", "Change 1: 'a'\nto 'b'"}, {"island", 0}}},
        {"prompts", {{"diff_user", {{"system", "Be quick."}, {"user", "Improve it."}, {"responses", {"a", "b"}}}}}}};
}

PeerProgram program(const std::string& id, const std::string& parent, double time, const std::string& other = "")
{
    PeerProgram made;
    made.id = id;
    made.parent = parent;
    made.otherParent = other;
    made.time = time;
    return made;
}

/// "a", "b<a", "c<b+a" with the edge in front: one line for the whole genealogy.
std::string shown(const std::vector<PeerProgram>& programs)
{
    std::vector<std::string> names;
    std::string text;
    for (const Descent& descent : genealogyOf(programs)) {
        names.push_back(programs[descent.program].id);
        text += (text.empty() ? "" : " ") + std::string(toText(descent.edge)) + ":" + names.back();
        for (std::size_t i = 0; i < descent.parents.size(); ++i) {
            text += (i == 0 ? "<" : "+") + names.at(descent.parents[i]);
        }
    }
    return text;
}

/// Every file below a folder with its bytes.
std::map<std::string, std::string> contents(const fs::path& folder)
{
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().string()] = *readFile(entry.path());
        }
    }
    return files;
}

} // namespace

/// Runs of other tools, read and kept as sessions.
class PeerRunsTest : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder;

    fs::path written(const std::string& name, const std::string& text) const
    {
        const fs::path file = m_folder.path() / name;
        fs::create_directories(file.parent_path());
        if (!writeFileAtomic(file, text)) {
            qFatal("cannot write %s", file.c_str());
        }
        return file;
    }
    fs::path shinkaDatabase(const std::string& folder) const;

private slots:
    void anOpenEvolveCheckpoint();
    void openEvolveProgramsThatCannotBeRead();
    void aShinkaDatabaseIsReadAndLeftAlone();
    void aKernelTunerCache_data();
    void aKernelTunerCache();
    void whatIsNoRun();
    void genealogies_data();
    void genealogies();
    void aRunBecomesASession();
    void aRunOfNothingIsNoSession();
    void whatWasKeptIsSaid();
};

void PeerRunsTest::whatWasKeptIsSaid()
{
    PeerRun run{"OpenEvolve", "checkpoint_5", "", {program("a", "", 1)}, 0};
    QCOMPARE(keptText(run, 7), std::string("1 program of OpenEvolve's run checkpoint_5 is session 7."));
    run.programs.push_back(program("b", "a", 2));
    run.unread = 3;
    QCOMPARE(keptText(run, 7), std::string("2 programs of OpenEvolve's run checkpoint_5 are session 7; 3 left out, "
                                           "damaged, too long or too many."));
}

void PeerRunsTest::anOpenEvolveCheckpoint()
{
    written("run/checkpoints/checkpoint_9/programs/old.json", programJson("old", nullptr, 1, 1).dump());
    written("run/checkpoints/checkpoint_10/programs/b.json", programJson("b", "a", 0.75, 2).dump());
    written("run/checkpoints/checkpoint_10/programs/a.json", programJson("a", nullptr, 0.5, 1).dump());
    written("run/checkpoints/checkpoint_10/metadata.json", "{}");
    for (const char* place : {"", "/metadata.json", "/programs", "/programs/a.json"}) {
        const Result<PeerRun> run =
            readPeerRun(m_folder.path() / ("run/checkpoints/checkpoint_10" + std::string(place)));
        QVERIFY2(run && run->tool == "OpenEvolve" && run->name == "checkpoint_10", place);
    }
    for (const char* place : {"run", "run/checkpoints", "run/checkpoints/checkpoint_10"}) {
        const Result<PeerRun> run = readOpenEvolve(m_folder.path() / place);
        QVERIFY2(run, place);
        QCOMPARE(run->name, std::string("checkpoint_10"));
        QCOMPARE(run->programs.size(), std::size_t{2});
        const PeerProgram& b = run->programs[1];
        QCOMPARE(b.id, std::string("b"));
        QCOMPARE(b.parent, std::string("a"));
        QCOMPARE(b.candidate.source, std::string("print('b')\n"));
        QCOMPARE(b.candidate.language, std::string("python"));
        QVERIFY(b.correct);
        QCOMPARE(b.score, 0.75);
        QCOMPARE(b.figures, std::string("combined_score 0.75, latency_us 2.5"));
        QCOMPARE(b.summary, std::string("Change 1: 'a' to 'b'"));
        QCOMPARE(b.exchanges.size(), std::size_t{1});
        QCOMPARE(b.exchanges[0].prompt, std::string("Improve it."));
        QCOMPARE(b.exchanges[0].answer, std::string("ab"));
        QVERIFY(run->programs[0].parent.empty());
    }
}

void PeerRunsTest::openEvolveProgramsThatCannotBeRead()
{
    written("odd/programs/1.json", programJson("sound", nullptr, 0.5, 1).dump());
    written("odd/programs/2.json", "{\"id\": \"cut off");
    written("odd/programs/3.json", "{\"id\": \"nan\", \"metrics\": {\"combined_score\": NaN}}");
    written("odd/programs/4.json", "[1, 2]");
    json long_ = programJson("long", "sound", 1, 2);
    long_["code"] = std::string(kPeerSourceCap + 1, 'x');
    written("odd/programs/5.json", long_.dump());
    json mistyped = programJson("mistyped", "sound", 1, 3);
    mistyped["parent_id"] = {7};
    mistyped["timestamp"] = "yesterday";
    mistyped["metrics"] = "good";
    mistyped["prompts"] = {1, 2};
    mistyped["metadata"] = nullptr;
    written("odd/programs/6.json", mistyped.dump());
    json failed = programJson("failed", "sound", 0, 4);
    failed["metrics"]["error"] = "it took\ntoo long";
    written("odd/programs/7.json", failed.dump());
    const Result<PeerRun> run = readOpenEvolve(m_folder.path() / "odd");
    QVERIFY(run);
    QCOMPARE(run->unread, 4);
    QCOMPARE(run->programs.size(), std::size_t{3});
    QVERIFY(!run->programs[1].correct); // nothing says that it is
    QVERIFY(run->programs[1].parent.empty());
    QVERIFY(!run->programs[2].correct);
    QCOMPARE(run->programs[2].fault, std::string("it took too long"));
}

fs::path PeerRunsTest::shinkaDatabase(const std::string& folder) const
{
    const fs::path file = m_folder.path() / folder / "programs.sqlite";
    fs::create_directories(file.parent_path());
    auto database = Database::open(file);
    const auto done = (*database)->script(R"(
CREATE TABLE programs (id TEXT PRIMARY KEY, code TEXT NOT NULL, language TEXT NOT NULL, parent_id TEXT,
  archive_inspiration_ids TEXT, generation INTEGER NOT NULL, timestamp REAL NOT NULL, combined_score REAL,
  public_metrics TEXT, text_feedback TEXT, correct BOOLEAN DEFAULT 0, metadata TEXT);
INSERT INTO programs VALUES ('a', 'x = 1', 'python', NULL, '[]', 0, 10, 0.25, '{"latency_us": 2}', '', 1,
  '{"patch_type": "init", "patch_name": "initial_program", "patch_description": "Set up"}');
INSERT INTO programs VALUES ('b', 'x = 2', 'python', 'a', '[]', 1, 11, 0.5, '{}', '', 1,
  '{"patch_name": "tweak", "patch_description": "Two", "api_costs": 0.5, "model_name": "m", "evaluation_seconds": 2,
    "llm_result": {"msg": "ask", "system_msg": "be", "content": "said", "input_tokens": 7, "output_tokens": -3}}');
INSERT INTO programs VALUES ('c', 'x = 3', 'python', 'b', '["a"]', 2, 12, NULL, 'no json', 'it is
wrong', 0, '{"patch_type": "cross"}');
INSERT INTO programs (id, code, language, generation, timestamp)
  SELECT 'd', printf('%.*c', 1048577, 'x'), 'python', 3, 13;)");
    if (!done) {
        qFatal("%s", done.error().sentence().c_str());
    }
    return file;
}

void PeerRunsTest::aShinkaDatabaseIsReadAndLeftAlone()
{
    const fs::path file = shinkaDatabase("shinka");
    const auto before = contents(m_folder.path() / "shinka");
    for (const fs::path& path : {file, file.parent_path()}) {
        const Result<PeerRun> run = readShinka(path);
        QVERIFY2(run, run ? "" : run.error().sentence().c_str());
        QCOMPARE(run->programs.size(), std::size_t{3});
        QCOMPARE(run->unread, 1); // its source is too long
        const PeerProgram& b = run->programs[1];
        QCOMPARE(b.parent, std::string("a"));
        QCOMPARE(b.score, 0.5);
        QVERIFY(b.correct);
        QCOMPARE(b.summary, std::string("tweak: Two"));
        QCOMPARE(b.seconds, 2.0);
        QCOMPARE(b.exchanges.at(0).answer, std::string("said"));
        QCOMPARE(b.exchanges[0].tokensIn, std::size_t{7});
        QCOMPARE(b.exchanges[0].tokensOut, std::size_t{0});
        QCOMPARE(b.exchanges[0].money, 0.5);
        const PeerProgram& c = run->programs[2];
        QVERIFY(!c.correct);
        QCOMPARE(c.fault, std::string("it is wrong"));
        QCOMPARE(c.otherParent, std::string("a"));
    }
    QVERIFY(contents(m_folder.path() / "shinka") == before);
}

void PeerRunsTest::aKernelTunerCache_data()
{
    QTest::addColumn<QByteArray>("end");
    QTest::newRow("finished") << QByteArray("}\n}");
    QTest::newRow("still being written") << QByteArray(",\n");
}

void PeerRunsTest::aKernelTunerCache()
{
    QFETCH(QByteArray, end);
    const fs::path file = written("cache.json", R"({
"device_name": "NVIDIA H200", "kernel_name": "vector_add", "problem_size": "1000",
"tune_params_keys": ["block_size_x", "layout"], "tune_params": {"block_size_x": [16, 32]}, "objective": "time",
"cache": {
"32,row": {"block_size_x": 32, "layout": "row", "time": 0.5, "times": [0.4, 0.6], "compile_time": 1500.0,
           "benchmark_time": 500.0, "timestamp": "2026-11-22 08:00:02.25+00:00"},
"16,row": {"block_size_x": 16, "layout": "row", "time": 2.0, "GFLOP/s": 8, "timestamp": "2026-11-22 08:00:01+00:00"},
"64,col": {"block_size_x": 64, "layout": "col", "time": "CompilationFailedConfig",
           "timestamp": "2026-11-22 08:00:00+00:00"},
"65,col": {"block_size_x": 65, "layout": "col", "time": 1e20, "timestamp": "2026-11-22 08:00:03+00:00"})" +
                                                    end.toStdString());
    const Result<PeerRun> run = readKernelTuner(file);
    QVERIFY2(run, run ? "" : run.error().sentence().c_str());
    QCOMPARE(run->name, std::string("vector_add"));
    QCOMPARE(run->programs.size(), std::size_t{4});
    QCOMPARE(run->programs[0].fault, std::string("CompilationFailedConfig"));
    QCOMPARE(run->programs[1].candidate.source, std::string("#define block_size_x 16\n#define layout row\n"));
    QCOMPARE(run->programs[1].score, 1.0);
    QCOMPARE(run->programs[1].figures, std::string("GFLOP/s 8, time 2"));
    QCOMPARE(run->programs[2].summary, std::string("block_size_x=32 layout=row"));
    QCOMPARE(run->programs[2].score, 4.0);
    QCOMPARE(run->programs[2].ms, 0.5);
    QCOMPARE(run->programs[2].seconds, 2.0);
    QCOMPARE(run->programs[2].time, 1795334402.0);
    QVERIFY(!run->programs[3].correct);
}

void PeerRunsTest::whatIsNoRun()
{
    const fs::path text = written("notes.txt", "nothing of the kind");
    const fs::path empty = m_folder.path() / "nobody";
    fs::create_directories(empty);
    for (const fs::path& path : {text, empty, empty / "nowhere"}) {
        for (const auto& read : {readOpenEvolve, readShinka, readKernelTuner, readPeerRun}) {
            const Result<PeerRun> run = read(path);
            QVERIFY(!run);
            QVERIFY2(run.error().sentence().find(m_folder.path().string()) != std::string::npos,
                     run.error().sentence().c_str());
        }
    }
    auto other = Database::open(m_folder.path() / "other.sqlite");
    QVERIFY((*other)->script("CREATE TABLE programs (id TEXT)"));
    other->reset();
    QVERIFY(readShinka(m_folder.path() / "other.sqlite").error().kind == ErrorKind::Usage);
}

void PeerRunsTest::genealogies_data()
{
    QTest::addColumn<QString>("tree");
    QTest::addColumn<std::vector<PeerProgram>>("programs");
    QTest::newRow("by time") << QStringLiteral("root:a refine:b<a refine:c<a")
                             << std::vector{program("c", "a", 3), program("a", "", 1), program("b", "a", 2)};
    QTest::newRow("a child before its parent")
        << QStringLiteral("root:a refine:b<a refine:c<b")
        << std::vector{program("c", "b", 1), program("b", "a", 2), program("a", "", 3)};
    QTest::newRow("two starts") << QStringLiteral("root:a draft:b<a refine:c<b")
                                << std::vector{program("a", "", 1), program("b", "", 1), program("c", "b", 2)};
    QTest::newRow("a parent that was dropped")
        << QStringLiteral("root:a restart:b<a") << std::vector{program("a", "", 1), program("b", "gone", 2)};
    QTest::newRow("a crossover") << QStringLiteral("root:a refine:b<a merge:c<b+a")
                                 << std::vector{program("a", "", 1), program("b", "a", 2), program("c", "b", 3, "a")};
    QTest::newRow("a crossover with itself")
        << QStringLiteral("root:a refine:b<a") << std::vector{program("a", "", 1), program("b", "a", 2, "a")};
    QTest::newRow("its own parent") << QStringLiteral("root:a") << std::vector{program("a", "a", 1)};
    QTest::newRow("a ring") << QStringLiteral("root:b refine:a<b refine:c<a")
                            << std::vector{program("a", "b", 2), program("b", "a", 1), program("c", "a", 3)};
    QTest::newRow("a ring beside a tree")
        << QStringLiteral("root:r restart:a<r refine:b<a")
        << std::vector{program("r", "", 3), program("a", "b", 1), program("b", "a", 2)};
    QTest::newRow("one id twice") << QStringLiteral("root:a refine:b<a refine:b<a")
                                  << std::vector{program("a", "", 1), program("b", "a", 2), program("b", "a", 3)};
    QTest::newRow("nobody") << QString() << std::vector<PeerProgram>();
}

void PeerRunsTest::genealogies()
{
    QFETCH(QString, tree);
    QFETCH(std::vector<PeerProgram>, programs);
    QCOMPARE(QString::fromStdString(shown(programs)), tree);
}

void PeerRunsTest::aRunBecomesASession()
{
    const fs::path file = shinkaDatabase("kept");
    Result<Store> store = Store::open(m_folder.path() / "store");
    QVERIFY(store);
    const Result<SessionId> session = keepPeerRun(*store, *readShinka(file), "theirs", file);
    QVERIFY2(session, session ? "" : session.error().sentence().c_str());
    const SessionInfo info = *store->session(*session);
    QVERIFY(isPeerRun(info.settings));
    QVERIFY(!isPeerRun(SessionSettings()));
    QCOMPARE(info.state, std::string("done"));
    QCOMPARE(info.settings.name, std::string("theirs"));
    QCOMPARE(info.baseline, std::string("a combined_score of 1"));
    const std::vector<Node> nodes = *store->nodes(*session);
    QCOMPARE(nodes.size(), std::size_t{3});
    QVERIFY(nodes[1].verdict == Verdict::Ambiguous);
    QCOMPARE(nodes[1].fitness, 0.5);
    QCOMPARE(nodes[1].parents, std::vector<NodeNumber>{0});
    QVERIFY(nodes[2].verdict == Verdict::Wrong);
    QCOMPARE(nodes[2].fitness, 0.0);
    QVERIFY(nodes[2].edge == EdgeKind::Merge);
    QCOMPARE(store->evaluation(*session, 1)->reason,
             std::string("ShinkaEvolve recorded combined_score 0.5; nothing was judged here"));
    QCOMPARE(store->evaluation(*session, 2)->reason,
             std::string("ShinkaEvolve recorded that it is not correct: it is wrong; nothing was judged here"));
    QCOMPARE(candidateFromObject(*store->object(nodes[1].artefact))->source, std::string("x = 2"));
    QCOMPARE(*store->prompt(*session, 1), std::string("ask"));
    QCOMPARE(store->exchanges(*session, 1)->size(), std::size_t{1});
}

void PeerRunsTest::aRunOfNothingIsNoSession()
{
    Result<Store> store = Store::open(m_folder.path() / "empty-store");
    const Result<SessionId> session = keepPeerRun(*store, {"OpenEvolve", "none", "", {}, 0}, "", "none");
    QVERIFY(!session);
    QVERIFY(session.error().kind == ErrorKind::Answer);
    QVERIFY(store->sessions()->empty());
}

QTEST_APPLESS_MAIN(PeerRunsTest)
#include "tst_peerruns.moc"
