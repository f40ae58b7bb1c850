#include "widgets/panels/welcomepage.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/taborder.h"
#include "widgets/panels/sectionlabel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLayoutItem>
#include <QScrollArea>

#include <algorithm>

namespace espalier {
namespace {

constexpr int kMostRecent = 6;
constexpr int kWidest = 640; ///< of the column, so that sentences stay readable

void empty(QVBoxLayout* section)
{
    while (QLayoutItem* item = section->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

QLabel* sentence(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

FlatButton* link(const QString& text, QWidget* parent)
{
    auto* button = new FlatButton(parent);
    button->setText(text);
    button->setQuiet(true);
    button->setLink(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(text);
    return button;
}

/// A link with its sentence to the right.
void addLine(QVBoxLayout* section, QWidget* left, QWidget* right)
{
    auto* box = new QWidget(left->parentWidget());
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(left, 0, Qt::AlignTop);
    line->addWidget(right, 1);
    section->addWidget(box);
}

} // namespace

WelcomePage::WelcomePage(SessionsModel& sessions, Actions& actions, QWidget* parent)
    : QWidget(parent), m_sessions(sessions)
{
    setObjectName(QStringLiteral("welcome"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::AlternateBase);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("Welcome"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    auto* page = new QWidget(scroll);
    auto* centre = new QHBoxLayout(page);
    auto* body = new QWidget(page);
    body->setMaximumWidth(kWidest);
    centre->addWidget(body);
    m_column = new QVBoxLayout(body);
    m_column->setContentsMargins(24, 40, 24, 24);
    m_column->setSpacing(6);
    scroll->setWidget(page);

    auto* title = new QLabel(tr("Espalier"), body);
    title->setFont(fonts::heading(font()));
    m_column->addWidget(title);
    m_column->addWidget(sentence(
        tr("Watch, steer and review a search for faster kernels. Start one on a task, or open what was recorded."),
        body));
    m_column->addSpacing(8);
    auto* buttons = new QHBoxLayout;
    for (const Do id : {Do::NewSearch, Do::Open, Do::Help}) {
        buttons->addWidget(new FlatButton(actions[id], body));
    }
    buttons->addStretch(1);
    m_column->addLayout(buttons);
    m_recent = addSection(tr("Recent sessions"));
    m_examples = addSection(tr("Examples"));
    m_machine = addSection(tr("This machine"));
    m_column->addStretch(1);
    connect(&sessions, &QAbstractItemModel::modelReset, this, &WelcomePage::listSessions);
    connect(&sessions, &QAbstractItemModel::rowsInserted, this, &WelcomePage::listSessions);
    connect(&sessions, &QAbstractItemModel::rowsRemoved, this, &WelcomePage::listSessions);
    connect(&sessions, &QAbstractItemModel::dataChanged, this, &WelcomePage::listSessions);
    listSessions();
    setExamples({});
    setTargets({});
}

QVBoxLayout* WelcomePage::addSection(const QString& title)
{
    m_column->addSpacing(18);
    auto* label = new QLabel(title, this);
    label->setFont(fonts::bold(font()));
    m_column->addWidget(label);
    auto* section = new QVBoxLayout;
    section->setSpacing(2);
    m_column->addLayout(section);
    return section;
}

void WelcomePage::listSessions()
{
    // A search under way says something new of its session all the time, which must not take the keyboard from a link
    // nor a link from under the pointer.
    std::vector<std::pair<std::int64_t, QString>> links;
    for (int row = 0; row < std::min(kMostRecent, m_sessions.rowCount()); ++row) {
        links.emplace_back(m_sessions.session(row).id, m_sessions.session(row).title);
    }
    if (m_links != links) {
        m_links = std::move(links);
        makeLinks();
    }
    for (std::size_t i = 0; i < m_linkTexts.size(); ++i) {
        const QModelIndex index = m_sessions.index(static_cast<int>(i));
        m_linkTexts[i]->setText(QStringLiteral("%1   %2").arg(index.data(SessionsModel::SummaryLine).toString(),
                                                              index.data(SessionsModel::BestText).toString()));
    }
}

void WelcomePage::makeLinks()
{
    empty(m_recent);
    m_linkTexts.clear();
    for (const auto& [id, title] : *m_links) {
        FlatButton* button = link(title, this);
        connect(button, &FlatButton::clicked, this, [this, chosen = id] { Q_EMIT sessionChosen(chosen); });
        m_linkTexts.push_back(sentence({}, this));
        addLine(m_recent, button, m_linkTexts.back());
    }
    if (m_links->empty()) {
        m_recent->addWidget(sentence(tr("None yet. The first one takes a minute: Ctrl+N."), this));
    }
    tabAsLaidOut(*m_column->parentWidget());
}

void WelcomePage::setExamples(const std::vector<Example>& examples)
{
    empty(m_examples);
    for (const Example& example : examples) {
        FlatButton* button = link(example.title, this);
        connect(button, &FlatButton::clicked, this, [this, folder = example.folder] { Q_EMIT exampleChosen(folder); });
        addLine(m_examples, button, sentence(example.summary, this));
    }
    if (examples.empty()) {
        m_examples->addWidget(sentence(tr("None is installed."), this));
    }
    tabAsLaidOut(*m_column->parentWidget());
}

void WelcomePage::setTargets(const std::vector<TargetChoice>& targets)
{
    empty(m_machine);
    for (const TargetChoice& target : targets) {
        const bool runs = target.problem.isEmpty();
        auto* name = new QLabel(
            QStringLiteral("%1 %2").arg(runs ? QStringLiteral("✓") : QStringLiteral("–"), target.name), this);
        name->setMinimumWidth(72);
        addLine(m_machine, name, sentence(runs ? tr("searches here") : target.problem, this));
    }
    m_machine->addWidget(sentence(tr("espalier doctor on the command line says more, and what to install."), this));
}

} // namespace espalier
