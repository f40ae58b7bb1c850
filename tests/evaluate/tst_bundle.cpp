#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/base/temporaryfolder.h"
#include "core/evaluate/bundle/bundleprograms.h"
#include "core/evaluate/bundle/bundleresult.h"
#include "core/evaluate/bundle/runbundle.h"
#include "core/evaluate/bundle/writebundle.h"
#include "evaluatorfixture.h"

#include <QTest>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

using namespace espalier;
using nlohmann::json;

namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& path)
{
    const auto text = readFile(path);
    return text ? *text : std::string();
}

BundleOrder orderOfTwo()
{
    const Candidate quick = test::candidateFrom("// quick\n");
    const Candidate neat = test::candidateFrom("// neat\n", {"-O3"});
    return {"trip",
            test::rmsnormTask(),
            "cpu",
            false,
            {{"quick.cpp", quick}, {"again.cpp", quick}, {"neat.cpp", neat}},
            test::programs()};
}

/// A verdict that a judge can have given.
Evaluation accepted(double speedup)
{
    Evaluation evaluation;
    evaluation.verdict = Verdict::Accepted;
    evaluation.speedup = {speedup, speedup * 0.9, speedup * 1.1};
    evaluation.ms = 1 / speedup;
    evaluation.cases.push_back({"one", {{"rows", 4}}, 1 / speedup, 1, evaluation.speedup, 20, 0, 1, 0});
    return evaluation;
}

BundleResult answerTo(const OpenBundle& bundle)
{
    BundleResult result;
    result.job = bundle.checksum;
    result.host = "node17";
    result.fingerprint = "a processor, 8 cores";
    result.baselines = {{"plain", true, "", {1.5}, 1.5}};
    result.fastest = "plain";
    for (const BundleCandidate& candidate : bundle.job.candidates) {
        result.artefacts.push_back(candidate.artefact);
        result.evaluations.push_back(accepted(2));
    }
    return result;
}

} // namespace

/// A job folder between two machines: what is in it, and what is believed of one that somebody brings.
class TestBundle : public QObject
{
    Q_OBJECT

private:
    TemporaryFolder m_folder{"tst-bundle"};
    fs::path m_bundle;
    int m_copies = 0;

    /// What a tampering test may spoil: job, task and candidates of the bundle, with a result.
    fs::path copy();
    OpenBundle open(const fs::path& folder) const { return *openBundle(folder, {"task", "candidates"}); }

private Q_SLOTS:
    void initTestCase();
    void holdsTaskCandidatesAndPrograms();
    void replacesNothing();
    void isThereWholeOrNotAtAll();
    void librariesOfEveryLinuxStayOut();
    void comesHomeAsItWasJudged();
    void changedFilesAreRefused_data();
    void changedFilesAreRefused();
    void hostileJobsAreRefused_data();
    void hostileJobsAreRefused();
    void hostileResultsAreRefused_data();
    void hostileResultsAreRefused();
    void implausibleFiguresAreRefused();
    void changedProgramsAreNotRun();
};

fs::path TestBundle::copy()
{
    const fs::path to = m_folder.path() / ("copy" + std::to_string(m_copies++));
    fs::create_directory(to);
    for (const char* part : {"task", "candidates", "job.json"}) {
        fs::copy(m_bundle / part, to / part, fs::copy_options::recursive);
    }
    if (!writeFileAtomic(to / kBundleResult, toText(answerTo(open(to))))) {
        qFatal("cannot write a result");
    }
    return to;
}

void TestBundle::initTestCase()
{
    m_bundle = m_folder.path() / "made";
    const auto job = writeBundle(m_bundle, orderOfTwo());
    QVERIFY2(job, job ? "" : job.error().sentence().c_str());
}

void TestBundle::holdsTaskCandidatesAndPrograms()
{
    const auto bundle = openBundleToRun(m_bundle);
    QVERIFY2(bundle, bundle ? "" : bundle.error().sentence().c_str());
    QCOMPARE(bundle->candidates.size(), std::size_t{3}); // equal ones are one
    QCOMPARE(bundle->job.candidates.front().name, std::string("plain seed"));
    QCOMPARE(bundle->candidates.front().source, textOf(test::rmsnormTask().seedFile()));
    QCOMPARE(bundle->job.candidates[2].name, std::string("neat.cpp"));
    QCOMPARE(bundle->candidates[2].options, std::vector<std::string>{"-O3"});
    for (const char* program : {"run", "bin/espalier", "bin/espalier-judge", "bin/espalier-worker"}) {
        QVERIFY2((fs::status(m_bundle / program).permissions() & fs::perms::others_exec) != fs::perms::none, program);
    }
    QVERIFY(fs::exists(m_bundle / "lib" / "libQt6Core.so.6"));
    QVERIFY(fs::exists(m_bundle / "lib" / "compiler" / "libstdc++.so.6"));
    QVERIFY(!fs::exists(m_bundle / "lib" / "libc.so.6"));
    QVERIFY(fs::exists(m_bundle / "lib" / "clang" / "include" / "stddef.h"));
    QCOMPARE(textOf(m_bundle / "task" / "reference.cpp"), textOf(test::rmsnormTask().referenceFile()));
}

void TestBundle::replacesNothing()
{
    const std::string before = textOf(m_bundle / kBundleJob);
    BundleOrder order = orderOfTwo();
    order.candidates.pop_back();
    QVERIFY(!writeBundle(m_bundle, order));
    QCOMPARE(textOf(m_bundle / kBundleJob), before);
}

void TestBundle::isThereWholeOrNotAtAll()
{
    const fs::path place = m_folder.path() / "place";
    const fs::path task = m_folder.path() / "rmsnorm";
    fs::create_directory(place);
    fs::copy(test::rmsnormTask().folder, task, fs::copy_options::recursive);
    fs::create_directory_symlink("/etc", task / "more"); // refused half way
    BundleOrder order = orderOfTwo();
    order.task.folder = task;
    QVERIFY(!writeBundle(place / "made", order));
    QVERIFY(fs::is_empty(place));
    fs::remove(task / "more");
    QVERIFY(!writeBundle(task / "inside", order)); // would be copied into itself
}

void TestBundle::librariesOfEveryLinuxStayOut()
{
    const auto found = librariesIn("\tlinux-vdso.so.1 (0x00007f)\n"
                                   "\tlibQt6Core.so.6 => /lib/x/libQt6Core.so.6 (0x00007f)\n"
                                   "\tlibm.so.6 => /lib/x/libm.so.6 (0x00007f)\n"
                                   "\tlibc.so.6 => /lib/x/libc.so.6 (0x00007f)\n"
                                   "\t/lib64/ld-linux-x86-64.so.2 (0x00007f)\n");
    QVERIFY(found);
    QCOMPARE(found->size(), std::size_t{1});
    QCOMPARE(found->front(), fs::path("/lib/x/libQt6Core.so.6"));
    QVERIFY(!librariesIn("\tlibodd.so.1 => not found\n"));
}

void TestBundle::comesHomeAsItWasJudged()
{
    const fs::path folder = copy();
    const auto finished = readFinished(folder);
    QVERIFY2(finished, finished ? "" : finished.error().sentence().c_str());
    QCOMPARE(finished->result.host, std::string("node17"));
    QCOMPARE(finished->result.evaluations.size(), std::size_t{3});
    QVERIFY(finished->result.evaluations[1] == accepted(2));
    QCOMPARE(finished->result.baselines.front().meanMs, 1.5);
    fs::remove(folder / kBundleResult);
    const auto unfinished = readFinished(folder);
    QVERIFY(!unfinished);
    QVERIFY(unfinished.error().sentence().find("no result yet") != std::string::npos);
}

void TestBundle::changedFilesAreRefused_data()
{
    QTest::addColumn<QString>("change");
    for (const char* change : {"changed source", "longer source", "missing source", "linked source", "changed task",
                               "added file", "added link", "linked folder", "a pipe"}) {
        QTest::newRow(change) << QString::fromLatin1(change);
    }
}

void TestBundle::changedFilesAreRefused()
{
    QFETCH(const QString, change);
    const fs::path folder = copy();
    const fs::path source = folder / open(folder).job.candidates[1].path();
    std::string text = textOf(source);
    text[text.find("quick")] = 'Q';
    if (change == QLatin1String("changed source")) {
        QVERIFY(writeFileAtomic(source, text));
    } else if (change == QLatin1String("longer source")) {
        QVERIFY(writeFileAtomic(source, text + "\n"));
    } else if (change == QLatin1String("missing source")) {
        fs::remove(source);
    } else if (change == QLatin1String("linked source")) {
        fs::rename(source, folder / "elsewhere");
        fs::create_symlink(folder / "elsewhere", source);
    } else if (change == QLatin1String("changed task")) {
        QVERIFY(writeFileAtomic(folder / "task" / "reference.cpp", "// anything is right\n"));
    } else if (change == QLatin1String("added file")) {
        QVERIFY(writeFileAtomic(folder / "task" / "more.h", ""));
    } else if (change == QLatin1String("added link")) {
        fs::create_symlink("/etc/passwd", folder / "task" / "more.h");
    } else if (change == QLatin1String("linked folder")) {
        fs::rename(folder / "task", folder / "elsewhere");
        fs::create_directory_symlink(folder / "elsewhere", folder / "task");
    } else {
        fs::remove(source);
        QCOMPARE(mkfifo(source.c_str(), 0600), 0); // reading it would never end
    }
    QVERIFY(!readFinished(folder));
}

void TestBundle::hostileJobsAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("complaint");
    QTest::newRow("format") << QByteArray("/format") << QByteArray("7") << "format is 7";
    QTest::newRow("target") << QByteArray("/target") << QByteArray("\"abacus\"") << "no target";
    QTest::newRow("task") << QByteArray("/task") << QByteArray("3") << "name, task and target";
    QTest::newRow("nobody") << QByteArray("/candidates") << QByteArray("[]") << "list its candidates";
    QTest::newRow("hash") << QByteArray("/candidates/1/artefact") << QByteArray("\"../../etc/passwd\"")
                          << "list its candidates";
    QTest::newRow("unlisted") << QByteArray("/candidates/1/artefact") << "\"" + QByteArray(64, 'a') + "\""
                              << "not in its list";
    for (const char* path : {"../task/task.json", "/etc/passwd", "task/../../x", "task//x", "", "task/./x"}) {
        QTest::newRow(path) << QByteArray("/files/0/path") << "\"" + QByteArray(path) + "\"" << "list its files";
    }
    QTest::newRow("size") << QByteArray("/files/0/bytes") << QByteArray("-1") << "list its files";
    QTest::newRow("huge") << QByteArray("/files/0/bytes") << QByteArray("9000000000000") << "not as long";
    QTest::newRow("checksum") << QByteArray("/files/0/sha256") << QByteArray("\"0\"") << "list its files";
}

void TestBundle::hostileJobsAreRefused()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, complaint);
    const fs::path folder = copy();
    json job = json::parse(textOf(folder / kBundleJob));
    job[json::json_pointer(key.toStdString())] = json::parse(value.toStdString());
    QVERIFY(writeFileAtomic(folder / kBundleJob, job.dump()));
    const auto bundle = openBundle(folder, {"task", "candidates"});
    QVERIFY(!bundle);
    QVERIFY2(bundle.error().sentence().find(complaint.toStdString()) != std::string::npos,
             bundle.error().sentence().c_str());
}

void TestBundle::hostileResultsAreRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("complaint");
    const auto row = [](const char* key, const QByteArray& value, const char* complaint) {
        QTest::newRow(key) << QByteArray(key) << value << complaint;
    };
    row("", "{\"format\":1", "no whole JSON");
    row("/format", "2", "format of its result is 2");
    row("/job", "\"" + QByteArray(64, '0') + "\"", "another job");
    row("/results/1/artefact", "\"" + QByteArray(64, '0') + "\"", "other candidates");
    row("/results/1/evaluation/verdict", "\"splendid\"", "splendid");
    row("/results/1/evaluation/cases", "[]", "figures");
    row("/results/1/evaluation/ci", "[9, 1]", "figures");
    row("/results/2", "{}", "other candidates");
    row("/results", "[]", "one answer for each");
    row("/host", "\"" + QByteArray(300, 'h') + "\"", "machine and baselines");
    row("/fastest", "\"nobody\"", "machine and baselines");
    row("/baselines/0/ms", "[-1]", "machine and baselines");
}

void TestBundle::hostileResultsAreRefused()
{
    QFETCH(const QByteArray, key);
    QFETCH(const QByteArray, value);
    QFETCH(const QString, complaint);
    const fs::path folder = copy();
    std::string text = value.toStdString();
    if (!key.isEmpty()) {
        json result = json::parse(textOf(folder / kBundleResult));
        result[json::json_pointer(key.toStdString())] = json::parse(text);
        text = result.dump();
    }
    QVERIFY(writeFileAtomic(folder / kBundleResult, text));
    const auto finished = readFinished(folder);
    QVERIFY(!finished);
    QVERIFY2(finished.error().sentence().find(complaint.toStdString()) != std::string::npos,
             finished.error().sentence().c_str());
}

void TestBundle::implausibleFiguresAreRefused()
{
    const fs::path folder = copy();
    BundleResult result = answerTo(open(folder));
    result.evaluations[1].speedup = {0, 0, 0}; // accepted, and never timed
    QVERIFY(writeFileAtomic(folder / kBundleResult, toText(result)));
    QVERIFY(!readFinished(folder));
    result.evaluations[1] = accepted(2);
    result.evaluations[1].ms = -1;
    QVERIFY(writeFileAtomic(folder / kBundleResult, toText(result)));
    QVERIFY(!readFinished(folder));
}

void TestBundle::changedProgramsAreNotRun()
{
    fs::copy_file(m_bundle / "run", m_bundle / "lib" / "libextra.so");
    const auto added = openBundleToRun(m_bundle);
    QVERIFY(!added);
    QVERIFY(added.error().sentence().find("libextra.so is not in its list") != std::string::npos);
    fs::remove(m_bundle / "lib" / "libextra.so");
    QVERIFY(openBundleToRun(m_bundle));
    QVERIFY(writeFileAtomic(m_bundle / "bin" / "espalier-worker", "#!/bin/sh\n"));
    QVERIFY(!openBundleToRun(m_bundle));
}

QTEST_GUILESS_MAIN(TestBundle)
#include "tst_bundle.moc"
