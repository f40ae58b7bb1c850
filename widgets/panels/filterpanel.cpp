#include "widgets/panels/filterpanel.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/common/taborder.h"
#include "widgets/panels/choicebutton.h"

#include <QCoreApplication>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <array>

namespace espalier {
namespace {

constexpr int kVerdicts = static_cast<int>(Verdict::Untimed) + 1;
constexpr int kBounds = static_cast<int>(Bound::Balanced) + 1;
constexpr double kMostSpeedup = 9999;

/// What the folds are chosen by.
constexpr QLatin1String kPrunedShown("pruned");
constexpr QLatin1String kOthersFolded("others");

QString keyOf(int value)
{
    return QString::number(value);
}

template <class Value>
std::set<Value> valuesOf(const std::set<QString>& keys)
{
    std::set<Value> values;
    for (const QString& key : keys) {
        values.insert(static_cast<Value>(key.toInt()));
    }
    return values;
}

QString nameOf(NodeMark mark)
{
    static constexpr std::array<const char*, kNodeMarks> kNames{
        QT_TRANSLATE_NOOP("FilterPanel", "may grow"),   QT_TRANSLATE_NOOP("FilterPanel", "leaf"),
        QT_TRANSLATE_NOOP("FilterPanel", "pruned"),     QT_TRANSLATE_NOOP("FilterPanel", "pinned"),
        QT_TRANSLATE_NOOP("FilterPanel", "boosted"),    QT_TRANSLATE_NOOP("FilterPanel", "hinted"),
        QT_TRANSLATE_NOOP("FilterPanel", "bookmarked"), QT_TRANSLATE_NOOP("FilterPanel", "in review"),
        QT_TRANSLATE_NOOP("FilterPanel", "merged")};
    return QCoreApplication::translate("FilterPanel", kNames[static_cast<std::size_t>(mark)]);
}

/// All of them, so that each stays where it is in the list.
template <class Value, class Name>
std::vector<ChoiceButton::Choice> choicesOf(const std::map<Value, int>& counts, int values, Name&& name)
{
    std::vector<ChoiceButton::Choice> choices;
    for (int i = 0; i < values; ++i) {
        const auto at = counts.find(static_cast<Value>(i));
        choices.push_back({keyOf(i), name(static_cast<Value>(i)), at == counts.end() ? 0 : at->second});
    }
    return choices;
}

} // namespace

FilterPanel::FilterPanel(const LiveGraph& live, NodeMatches& matches, Actions& actions, QWidget* parent)
    : QWidget(parent), m_live(live), m_matches(matches), m_least(makeLimit(QStringLiteral("≥"), tr("Least speedup"))),
      m_most(makeLimit(QStringLiteral("≤"), tr("Most speedup"))), m_text(new FlatButton(this)),
      m_count(new QLabel(this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed); // what is left over is for the list of sessions
    makeChoices();
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    addRow(*grid, tr("verdict"), m_choices[Verdicts]);
    addRow(*grid, tr("state"), m_choices[States]);
    addRow(*grid, tr("bound"), m_choices[Bounds]);
    addRow(*grid, tr("skill"), m_choices[Skills]);
    addRow(*grid, tr("speedup"), makeRange());
    m_text->setQuiet(true);
    m_text->setKeyText(QStringLiteral("/"));
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(m_text, &QToolButton::clicked, this, &FilterPanel::textAsked);
    addRow(*grid, tr("words"), m_text);
    addRow(*grid, tr("folds"), m_choices[Folds]);
    QHBoxLayout* line = makeSteps(actions);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 8, 6);
    column->setSpacing(2);
    column->addLayout(grid);
    column->addLayout(line);
    tabAsLaidOut(*this);
    connect(&matches, &NodeMatches::changed, this, &FilterPanel::refresh);
    connect(&live, &LiveGraph::wasReset, this, &FilterPanel::refresh);
    refresh();
}

QWidget* FilterPanel::makeRange()
{
    auto* range = new QWidget(this);
    auto* limits = new QHBoxLayout(range);
    limits->setContentsMargins(6, 1, 0, 1);
    limits->setSpacing(4);
    limits->addWidget(m_least, 1);
    limits->addWidget(new QLabel(QStringLiteral("–"), range));
    limits->addWidget(m_most, 1);
    return range;
}

QHBoxLayout* FilterPanel::makeSteps(const Actions& actions)
{
    auto* line = new QHBoxLayout;
    line->setSpacing(0);
    m_count->setFont(fonts::small(font()));
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    line->addWidget(m_count, 1);
    const std::pair<Do, QString> steps[]{{Do::PreviousMatch, QStringLiteral("‹")},
                                         {Do::NextMatch, QStringLiteral("›")}};
    for (const auto& [id, glyph] : steps) {
        auto* button = new FlatButton(this);
        button->setQuiet(true);
        button->setText(glyph);
        button->setToolTip(actions[id]->toolTip());
        button->setAccessibleName(actions[id]->text());
        connect(button, &QToolButton::clicked, actions[id], &QAction::trigger);
        line->addWidget(button);
        m_whenActive.push_back(button);
    }
    auto* clear = new FlatButton(this);
    clear->setQuiet(true);
    clear->setLink(true);
    clear->setText(tr("Clear"));
    clear->setToolTip(actions[Do::ClearFilter]->toolTip());
    connect(clear, &QToolButton::clicked, actions[Do::ClearFilter], &QAction::trigger);
    line->addWidget(clear);
    m_whenActive.push_back(clear);
    for (QWidget* widget : m_whenActive) {
        QSizePolicy policy = widget->sizePolicy();
        policy.setRetainSizeWhenHidden(true); // what is below stays where it is
        widget->setSizePolicy(policy);
    }
    return line;
}

void FilterPanel::makeChoices()
{
    const auto make = [this](Row row, const QString& what, const QString& none,
                             std::function<std::vector<ChoiceButton::Choice>()> choices) {
        m_choices[row] = new ChoiceButton(what, none, std::move(choices), this);
        connect(m_choices[row], &ChoiceButton::changed, this, &FilterPanel::apply);
    };
    make(Verdicts, tr("Verdict"), tr("any"), [this] {
        return choicesOf(m_matches.tally().verdicts, kVerdicts, [](Verdict v) { return format::verdict(v); });
    });
    make(States, tr("State"), tr("any"),
         [this] { return choicesOf(m_matches.tally().marks, kNodeMarks, [](NodeMark mark) { return nameOf(mark); }); });
    make(Bounds, tr("Bound"), tr("any"), [this] {
        return choicesOf(m_matches.tally().bounds, kBounds,
                         [](Bound bound) { return bound == Bound::Unknown ? tr("not known") : format::bound(bound); });
    });
    make(Skills, tr("Skill"), tr("any"), [this] {
        std::vector<ChoiceButton::Choice> choices;
        for (const auto& [skill, count] : m_matches.tally().skills) {
            const QString name = format::codeLine(skill);
            choices.push_back({format::text(skill), name, count});
        }
        return choices;
    });
    make(Folds, tr("Folds"), tr("as usual"), [] {
        return std::vector<ChoiceButton::Choice>{{kPrunedShown, tr("show pruned branches"), -1},
                                                 {kOthersFolded, tr("fold other verdicts"), -1}};
    });
}

void FilterPanel::addRow(QGridLayout& grid, const QString& name, QWidget* value)
{
    auto* label = new QLabel(name, this);
    label->setFont(fonts::small(font()));
    label->setForegroundRole(QPalette::PlaceholderText);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(value, row, 1);
}

QDoubleSpinBox* FilterPanel::makeLimit(const QString& none, const QString& name)
{
    auto* box = new QDoubleSpinBox(this);
    box->setRange(0, kMostSpeedup);
    box->setDecimals(2);
    box->setSingleStep(0.1);
    box->setSuffix(QStringLiteral("×"));
    box->setSpecialValueText(none); // 0 is no limit
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
    box->setAccessibleName(name);
    box->findChild<QLineEdit*>()->setAccessibleName(name); // the one that has the focus
    box->setToolTip(tr("%1 of what stays bright; 0: no limit").arg(name));
    box->setMinimumWidth(40);
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    connect(box, &QDoubleSpinBox::valueChanged, this, &FilterPanel::apply);
    return box;
}

TreeFilter FilterPanel::folding() const
{
    const std::set<QString>& folds = m_choices[Folds]->chosen();
    TreeFilter filter;
    filter.pruned = folds.contains(kPrunedShown);
    const std::set<Verdict> bright = valuesOf<Verdict>(m_choices[Verdicts]->chosen());
    if (!folds.contains(kOthersFolded) || bright.empty()) {
        return filter;
    }
    for (int i = 0; i < kVerdicts; ++i) {
        if (!bright.contains(static_cast<Verdict>(i))) {
            filter.hidden.insert(static_cast<Verdict>(i));
        }
    }
    return filter;
}

void FilterPanel::apply()
{
    if (m_clearing) {
        return;
    }
    NodeFilter filter;
    filter.verdicts = valuesOf<Verdict>(m_choices[Verdicts]->chosen());
    filter.marks = valuesOf<NodeMark>(m_choices[States]->chosen());
    filter.bounds = valuesOf<Bound>(m_choices[Bounds]->chosen());
    for (const QString& skill : m_choices[Skills]->chosen()) {
        filter.skills.insert(skill.toStdString());
    }
    filter.least = m_least->value();
    filter.most = m_most->value();
    filter.text = m_matches.filter().text;
    m_matches.setFilter(filter);
    Q_EMIT foldingChanged(folding());
}

void FilterPanel::clear()
{
    m_clearing = true; // one change and not seven
    for (ChoiceButton* choice : m_choices) {
        choice->setChosen({});
    }
    m_least->setValue(0);
    m_most->setValue(0);
    m_clearing = false;
    m_matches.setText({});
    apply();
}

QString FilterPanel::countText() const
{
    const int nodes = static_cast<int>(m_live.graph().size());
    return m_matches.isActive() ? tr("%1 of %n match", nullptr, nodes).arg(m_matches.count()) : tr("no filter");
}

void FilterPanel::refresh()
{
    const QString text = m_matches.filter().text;
    m_text->setText(text.isEmpty() ? tr("any") : text);
    m_text->setAccessibleName(tr("Words: %1").arg(m_text->text()));
    m_text->setToolTip(tr("Words of the search box that must be found"));
    // The sentence has no room beside the buttons when there are thousands.
    m_count->setText(m_matches.isActive() ? QStringLiteral("%1 / %2").arg(m_matches.count()).arg(m_live.graph().size())
                                          : countText());
    m_count->setToolTip(countText());
    m_count->setAccessibleName(countText());
    m_count->setForegroundRole(m_matches.isActive() ? QPalette::WindowText : QPalette::PlaceholderText);
    for (QWidget* widget : m_whenActive) {
        widget->setVisible(m_matches.isActive());
    }
}

} // namespace espalier
