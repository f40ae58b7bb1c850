#include "app/gui/storeworker.h"

#include "app/gui/chartreader.h"
#include "app/gui/summaries.h"
#include "core/base/loginname.h"
#include "core/search/storedprofiles.h"

#include <algorithm>

namespace espalier {
namespace {

constexpr int kPollMs = 34;   // 30 batches a second at most; asking when nothing changed is one pragma
constexpr int kListMs = 1500; // the list of sessions changes seldom

constexpr const char* kAuthor = "window";

/// What was said to make a node, word for word; empty where nobody was asked.
QString saidFor(const std::vector<Exchange>& exchanges)
{
    QString text;
    for (const Exchange& exchange : exchanges) {
        text += QString::fromStdString(wordForWord(exchange)) + QStringLiteral("\n\n");
    }
    return text;
}

} // namespace

void StoreWorker::open(const QString& session)
{
    Result<Store> store = Store::open(m_folder);
    if (!store) {
        report(store.error());
        Q_EMIT opened(false);
        return;
    }
    m_store.emplace(*std::move(store));
    m_poll = new QTimer(this);
    m_list = new QTimer(this);
    connect(m_poll, &QTimer::timeout, this, &StoreWorker::poll);
    connect(m_list, &QTimer::timeout, this, &StoreWorker::listSessions);
    m_poll->start(kPollMs);
    m_list->start(kListMs);
    listSessions();
    const Result<SessionInfo> info = m_store->findSession(session.toStdString());
    if (info) {
        choose(info->id);
    } else if (!session.isEmpty()) {
        report(info.error());
    }
    Q_EMIT opened(true);
}

void StoreWorker::choose(qlonglong session)
{
    m_session = session;
    m_cursor = {};
    m_costs.clear();
    m_fresh = true;
    poll();
}

void StoreWorker::poll()
{
    if (!m_store || !m_session) {
        return;
    }
    Result<std::optional<StoreDelta>> delta = m_store->changes(*m_session, m_cursor);
    if (!delta) {
        report(delta.error());
        return;
    }
    m_lastProblem.clear();
    if (!*delta && !m_fresh) {
        return;
    }
    FeedBatch batch;
    batch.reset = m_fresh;
    if (*delta) {
        batch.nodes = std::move((*delta)->nodes);
        batch.events = std::move((*delta)->events);
        batch.inFlight = std::move((*delta)->inFlight);
        batch.session = toSummary((*delta)->info);
    } else if (const Result<SessionInfo> info = m_store->session(*m_session)) {
        batch.session = toSummary(*info);
    }
    m_fresh = false;
    Q_EMIT this->batch(batch);
}

void StoreWorker::listSessions()
{
    const Result<std::vector<SessionInfo>> list = m_store->sessions();
    if (!list) {
        report(list.error());
        return;
    }
    std::vector<SessionSummary> summaries;
    std::ranges::transform(*list, std::back_inserter(summaries), toSummary);
    Q_EMIT sessions(summaries);
}

void StoreWorker::report(const Error& error)
{
    const QString sentence = QString::fromStdString(error.sentence());
    if (sentence != m_lastProblem) {
        m_lastProblem = sentence; // a poll that fails 30 times a second is said once
        Q_EMIT problem(sentence);
    }
}

NodeDetailsPtr StoreWorker::read(NodeNumber node)
{
    auto details = std::make_shared<NodeDetails>();
    const auto missing = [&details](const Error& error) {
        details->problem = QString::fromStdString(error.sentence());
    };
    if (const Result<Evaluation> evaluation = m_store->evaluation(*m_session, node)) {
        details->evaluation = *evaluation;
    } else {
        missing(evaluation.error());
    }
    if (const Result<Node> found = m_store->node(*m_session, node)) {
        if (const Result<std::string> object = m_store->object(found->artefact)) {
            details->candidate = candidateFromObject(*object).value_or(Candidate{});
        } else {
            missing(object.error());
        }
        if (auto exchanges = m_store->exchanges(*m_session, found->step)) {
            details->exchanges = *std::move(exchanges);
        }
    } else {
        missing(found.error());
    }
    if (const Result<std::string> prompt = m_store->prompt(*m_session, node)) {
        details->prompt = saidFor(details->exchanges) + QString::fromStdString(*prompt);
    }
    if (Result<std::vector<ProfileReport>> profiles = storedProfiles(*m_store, *m_session, node)) {
        details->profiles = *std::move(profiles);
    } else {
        missing(profiles.error());
    }
    return details;
}

void StoreWorker::load(quint64 generation, NodeNumber node)
{
    if (m_store && m_session) {
        Q_EMIT details(generation, node, read(node));
    }
}

void StoreWorker::loadFigures(quint64 generation, NodeNumber from, NodeNumber end)
{
    if (m_store && m_session) {
        Q_EMIT figures(generation, from, readFigures(*m_store, *m_session, from, end));
    }
}

void StoreWorker::loadCosts(quint64 generation)
{
    if (!m_store || !m_session) {
        return;
    }
    readCosts(*m_store, *m_session, m_costs);
    std::vector<StepCost> list;
    for (const auto& [step, cost] : m_costs) {
        list.push_back(cost);
    }
    Q_EMIT costs(generation, list);
}

void StoreWorker::record(qlonglong session, const SteerCommand& command)
{
    if (!m_store) {
        return;
    }
    if (const Result<std::int64_t> id =
            m_store->addEvent(session, command, isReview(command.verb) ? loginName() : kAuthor);
        !id) {
        report(id.error());
    }
    poll();
}

void StoreWorker::add(qlonglong session, NodeNumber node, const Candidate& candidate, const QString& reason)
{
    if (!m_store) {
        return;
    }
    const Result<std::string> hash = m_store->putObject(toObject(candidate));
    if (!hash) {
        report(hash.error());
        return;
    }
    SteerCommand command{SteerVerb::Add, node, 0, *hash};
    command.reason = reason.toStdString();
    record(session, command);
}

} // namespace espalier
