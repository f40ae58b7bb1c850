#include "core/dataset/dataset.h"
#include "tests/search/fakes.h"
#include "tests/store/storefixture.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

using namespace espalier;
using nlohmann::json;

namespace {

std::vector<std::string> linesOf(Store& store, SessionId session, const DatasetOptions& options = {})
{
    std::vector<std::string> lines;
    const auto counts = exportDataset(store, *store.session(session), options, [&](const std::string& line) {
        lines.push_back(line);
        return Result<void>();
    });
    if (!counts) {
        qFatal("%s", counts.error().sentence().c_str());
    }
    return lines;
}

std::vector<json> rowsOf(Store& store, SessionId session, const std::string& kind, int groupSize = 4)
{
    DatasetOptions options;
    options.groupSize = groupSize;
    std::vector<json> rows;
    for (const std::string& line : linesOf(store, session, options)) {
        json row = json::parse(line);
        if (row.at("kind") == kind) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

std::set<std::string> keys(const json& object)
{
    std::set<std::string> names;
    for (const auto& [name, value] : object.items()) {
        names.insert(name);
    }
    return names;
}

std::set<std::string> with(std::set<std::string> names, const std::set<std::string>& more)
{
    names.insert(more.begin(), more.end());
    return names;
}

const std::set<std::string> kKernel{"node",   "step",     "language", "compiler", "options", "source", "verdict",
                                    "reason", "baseline", "speedup",  "ci",       "ms",      "bound",  "trust"};
const std::set<std::string> kSample = with(kKernel, {"edge", "parents", "skills", "summary", "prompt", "exchanges"});
const std::set<std::string> kState = with(kKernel, {"roof_share", "facts"});
const std::set<std::string> kHead{"format", "kind", "step", "task", "target", "licence", "provenance"};

std::string joined(const std::set<std::string>& names)
{
    std::string text;
    for (const std::string& name : names) {
        text += name + " ";
    }
    return text;
}

/// What a row has that the manual does not say, or lacks; empty when it is as promised.
std::string problemOf(const json& row)
{
    const auto kind = row.at("kind").get<std::string>();
    const auto differ = [](const json& object, const std::set<std::string>& promised) {
        return keys(object) == promised ? "" : "has " + joined(keys(object)) + "and not " + joined(promised);
    };
    if (kind == "sft") {
        std::string problem = differ(row, with(kHead, {"path"}));
        for (const json& sample : row.at("path")) {
            problem += differ(sample, kSample);
        }
        return problem;
    }
    if (kind == "preference") {
        return differ(row, with(kHead, {"state", "chosen", "rejected"})) + differ(row.at("state"), kState) +
               differ(row.at("chosen"), kSample) + differ(row.at("rejected"), kSample);
    }
    std::string problem = differ(row, with(kHead, {"state", "group"})) + differ(row.at("state"), kState);
    for (const json& sample : row.at("group")) {
        problem += differ(sample, with(kSample, {"reward", "advantage"}));
    }
    return problem;
}

bool isCorrect(const json& sample)
{
    return isValid(*verdictFromText(sample.at("verdict").get<std::string>()));
}

/// [0, 0] for a kernel that is not correct.
std::pair<double, double> intervalOf(const json& sample)
{
    return isCorrect(sample) ? std::pair(sample.at("ci")[0].get<double>(), sample.at("ci")[1].get<double>())
                             : std::pair(0.0, 0.0);
}

} // namespace

/// Sessions as training data: what is in a row, and that nothing of the future is.
class DatasetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRowIsAsTheManualSays();
    void pathsAreOfFitNodes();
    void aPathWithASlowerNodeIsNone();
    void pairsHaveAGap();
    void aNodeIsPairedWithTheNewestEight();
    void groupsAreSiblingsWithTheirRewards();
    void equalRewardsAreNoAdvantage();
    void nothingLaterLeaksIn_data();
    void nothingLaterLeaksIn();
    void everyKindAloneIsItsShareOfAll();
    void aRefusedLineEndsTheExport();
    void provenanceIsTheSessions();
    void machineIsTheOneThatJudged();
};

void DatasetTest::everyRowIsAsTheManualSays()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    Store store = f.store();
    std::set<std::string> kinds;
    int last = 0;
    for (const std::string& line : linesOf(store, session)) {
        QVERIFY(line.find('\n') == std::string::npos);
        const json row = json::parse(line);
        QCOMPARE(problemOf(row), std::string());
        QCOMPARE(row.at("format").get<std::string>(), std::string(kDatasetFormat));
        QVERIFY2(row.at("step").get<int>() >= last, "rows are in the order of their steps");
        last = row.at("step").get<int>();
        kinds.insert(row.at("kind").get<std::string>());
    }
    QCOMPARE(kinds, (std::set<std::string>{"sft", "preference", "group"}));
}

void DatasetTest::pathsAreOfFitNodes()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    Store store = f.store();
    const auto rows = rowsOf(store, session, "sft");
    QVERIFY(!rows.empty());
    const SearchGraph graph = *loadGraph(store, session);
    std::size_t fit = 0;
    for (NodeNumber n = 1; n < graph.size(); ++n) {
        const std::vector<NodeNumber> line = graph.lineage(n);
        fit += std::adjacent_find(line.begin(), line.end(), [&](NodeNumber parent, NodeNumber child) {
                   return vouched(graph.node(child)) <= vouched(graph.node(parent));
               }) == line.end();
    }
    QCOMPARE(rows.size(), fit);
    for (const json& row : rows) {
        const json& path = row.at("path");
        QVERIFY(path.size() >= 2);
        QCOMPARE(path[0].at("edge").get<std::string>(), std::string("root"));
        for (std::size_t i = 1; i < path.size(); ++i) {
            QVERIFY(path[i].at("parents")[0] == path[i - 1].at("node"));
            QVERIFY(isCorrect(path[i]));
            QVERIFY(intervalOf(path[i]).first > intervalOf(path[i - 1]).first);
            QVERIFY(!path[i].at("source").get<std::string>().empty());
        }
        QVERIFY(path.back().at("step") == row.at("step"));
    }
}

void DatasetTest::aPathWithASlowerNodeIsNone()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    QVERIFY(f.store.insertNode(f.session, sampleInsert(1, 0, 0.5)));
    QVERIFY(f.store.insertNode(f.session, sampleInsert(2, 1, 3))); // faster than all, by way of a slower one
    QVERIFY(f.store.insertNode(f.session, sampleInsert(3, 0, 0)));
    QVERIFY(f.store.insertNode(f.session, sampleInsert(4, 3, 4))); // by way of a wrong one
    QVERIFY(f.store.insertNode(f.session, sampleInsert(5, 0, 2)));
    const auto rows = rowsOf(f.store, f.session, "sft");
    QCOMPARE(rows.size(), std::size_t{1});
    QVERIFY(rows[0].at("provenance").at("nodes") == json::array({"1.0", "1.5"}));
}

void DatasetTest::pairsHaveAGap()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    Store store = f.store();
    const auto rows = rowsOf(store, session, "preference");
    QVERIFY(rows.size() >= 5);
    std::set<std::pair<std::string, std::string>> pairs;
    for (const json& row : rows) {
        const json& chosen = row.at("chosen");
        const json& rejected = row.at("rejected");
        QVERIFY(isCorrect(chosen));
        QVERIFY(intervalOf(chosen).first > intervalOf(rejected).second);
        QVERIFY(chosen.at("parents")[0] == row.at("state").at("node"));
        QVERIFY(rejected.at("parents")[0] == row.at("state").at("node"));
        QCOMPARE(row.at("step").get<int>(), std::max(chosen.at("step").get<int>(), rejected.at("step").get<int>()));
        QVERIFY(pairs.emplace(chosen.at("node").get<std::string>(), rejected.at("node").get<std::string>()).second);
    }
}

void DatasetTest::aNodeIsPairedWithTheNewestEight()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    for (NodeNumber n = 1; n <= 50; ++n) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(n, 0, n < 50 ? 2 : 3))); // equals, and a better one
    }
    const auto rows = rowsOf(f.store, f.session, "preference");
    QCOMPARE(rows.size(), std::size_t{8});
    QCOMPARE(rows.front().at("rejected").at("node").get<std::string>(), std::string("1.42"));
    QCOMPARE(rows.back().at("rejected").at("node").get<std::string>(), std::string("1.49"));
}

void DatasetTest::groupsAreSiblingsWithTheirRewards()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    const std::vector<double> speedups{2, 0, 4, 3, 5, 6, 7};
    for (std::size_t i = 0; i < speedups.size(); ++i) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(static_cast<NodeNumber>(i + 1), 0, speedups[i])));
    }
    const auto rows = rowsOf(f.store, f.session, "group", 3);
    QCOMPARE(rows.size(), std::size_t{2}); // the seventh waits for two more
    const json& group = rows[0].at("group");
    QCOMPARE(group.size(), std::size_t{3});
    QCOMPARE(rows[0].at("step").get<int>(), 3);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        QCOMPARE(group[i].at("reward").get<double>(), speedups[i]);
        sum += group[i].at("advantage").get<double>();
    }
    QVERIFY(std::abs(sum) < 1e-12);
    // Rewards 2, 0, 4: mean 2, standard deviation √(8/3).
    QVERIFY(std::abs(group[2].at("advantage").get<double>() - 2 / std::sqrt(8.0 / 3)) < 1e-12);
    QCOMPARE(rows[1].at("group")[0].at("node").get<std::string>(), std::string("1.4"));
}

void DatasetTest::equalRewardsAreNoAdvantage()
{
    StoreFixture f;
    QVERIFY(f.store.insertNode(f.session, sampleInsert(0, 0, 1)));
    for (NodeNumber n = 1; n <= 2; ++n) {
        QVERIFY(f.store.insertNode(f.session, sampleInsert(n, 0, 0)));
    }
    const auto rows = rowsOf(f.store, f.session, "group", 2);
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].at("group")[1].at("advantage").get<double>(), 0.0);
    QVERIFY(rowsOf(f.store, f.session, "preference").empty());
}

void DatasetTest::nothingLaterLeaksIn_data()
{
    QTest::addColumn<int>("cut");
    for (const int cut : {3, 11, 20, 33}) {
        QTest::addRow("after step %d", cut) << cut;
    }
}

/// A session cut off after a step, and the same one gone on with, steered in between.
void DatasetTest::nothingLaterLeaksIn()
{
    QFETCH(int, cut);
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, cut));
    Store store = f.store();
    const std::vector<std::string> early = linesOf(store, session);
    QVERIFY(!early.empty());
    QVERIFY(store.addEvent(session, {SteerVerb::Hint, 0, 0, "a hint of later"}, "test"));
    QVERIFY(store.addEvent(session, {SteerVerb::Prune, 1, 0, ""}, "test"));
    QVERIFY(store.addEvent(session, {SteerVerb::Boost, 2, 3, ""}, "test"));
    QVERIFY(f.search(session, 60));
    std::vector<std::string> upTo;
    const std::vector<std::string> all = linesOf(store, session);
    for (const std::string& line : all) {
        if (json::parse(line).at("step").get<int>() <= cut) {
            upTo.push_back(line);
        }
    }
    QCOMPARE(upTo, early);
    const auto hinted = [](const std::string& line) { return line.find("a hint of later") != std::string::npos; };
    QVERIFY(std::none_of(early.begin(), early.end(), hinted));
    QVERIFY(std::any_of(all.begin(), all.end(), hinted)); // it did change what came after
}

void DatasetTest::everyKindAloneIsItsShareOfAll()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    Store store = f.store();
    DatasetOptions pairs;
    pairs.supervised = pairs.group = false;
    const auto alone = linesOf(store, session, pairs);
    std::vector<std::string> share;
    for (const std::string& line : linesOf(store, session)) {
        if (json::parse(line).at("kind") == "preference") {
            share.push_back(line);
        }
    }
    QCOMPARE(alone, share);
}

void DatasetTest::aRefusedLineEndsTheExport()
{
    SearchFixture f;
    const SessionId session = f.newSession();
    QVERIFY(f.search(session));
    Store store = f.store();
    int taken = 0;
    const auto counts = exportDataset(store, *store.session(session), {}, [&](const std::string&) {
        return ++taken == 3 ? Result<void>(Error{ErrorKind::Machine, "the disk is full", "", ""}) : Result<void>();
    });
    QVERIFY(!counts);
    QCOMPARE(counts.error().what, std::string("the disk is full"));
    QCOMPARE(taken, 3); // row by row: nothing is gathered first
}

void DatasetTest::provenanceIsTheSessions()
{
    SearchFixture f;
    f.settings.derivedFrom = DerivedFrom{7, 12, std::string(64, 'a')};
    f.settings.machine = "a processor, 8 cores";
    f.settings.program = "espalier 9.9";
    const SessionId session = f.newSession();
    QVERIFY(f.search(session, 12));
    Store store = f.store();
    DatasetOptions options;
    options.licence = "MIT";
    const json row = json::parse(linesOf(store, session, options).front());
    QCOMPARE(row.at("licence").get<std::string>(), std::string("MIT"));
    const json& provenance = row.at("provenance");
    QCOMPARE(provenance.at("session").get<SessionId>(), session);
    QCOMPARE(provenance.at("machine").get<std::string>(), std::string("a processor, 8 cores"));
    QCOMPARE(provenance.at("program").get<std::string>(), std::string("espalier 9.9"));
    QCOMPARE(provenance.at("derived_from").at("node").get<std::string>(), std::string("7.12"));
}

void DatasetTest::machineIsTheOneThatJudged()
{
    StoreFixture f;
    for (NodeNumber n = 0; n <= 1; ++n) {
        NodeInsert insert = sampleInsert(n, 0, n + 1.0);
        if (n == 1) {
            insert.evaluation.takenOn = TakenOn{"node17", "another processor", std::string(64, 'b')};
        }
        QVERIFY(f.store.insertNode(f.session, insert));
    }
    const auto rows = rowsOf(f.store, f.session, "sft");
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(rows[0].at("provenance").at("machine").get<std::string>(), std::string("another processor"));
    QCOMPARE(rows[0].at("provenance").at("program").get<std::string>(), std::string("unknown"));
}

QTEST_GUILESS_MAIN(DatasetTest)
#include "tst_dataset.moc"
