#include "widgets/panels/steeringdialog.h"

#include "widgets/common/flatbutton.h"
#include "widgets/common/fonts.h"
#include "widgets/common/format.h"
#include "widgets/panels/reasonfield.h"

#include <QCompleter>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace espalier {
namespace {

QString budgetName(std::string_view name)
{
    static const std::map<std::string_view, const char*> kNames{
        {"steps", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Steps")},
        {"minutes", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Minutes of searching")},
        {"until", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Until a speedup of")},
        {"stall", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Steps without a new best")},
        {"tokens", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Tokens")},
        {"dollars", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Dollars")},
        {"evaluations", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Evaluations")},
        {"device-minutes", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Device minutes")},
        {"workers", QT_TRANSLATE_NOOP("espalier::SteeringDialog", "Candidates in flight")}};
    return SteeringDialog::tr(kNames.at(name));
}

} // namespace

SteeringDialog::SteeringDialog(const LiveGraph& live, const QStringList& skills, QWidget* parent)
    : QDialog(parent), m_live(live), m_before(live.asked()), m_vetoes(new QListWidget(this)),
      m_veto(new QLineEdit(this)), m_reason(new ReasonField(tr("optional; kept in the steering log"), this))
{
    setWindowTitle(tr("Budgets and vetoes"));
    auto* note =
        new QLabel(tr("What the session has used so far counts. Changes hold from the search's next step."), this);
    note->setFont(fonts::small(font()));
    note->setForegroundRole(QPalette::PlaceholderText);
    note->setWordWrap(true);
    auto* reason = new QFormLayout;
    reason->setHorizontalSpacing(16);
    reason->addRow(tr("&Reason"), m_reason);
    auto* buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole)->setDefault(true);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(32);
    halves->addLayout(makeBudgets(), 1);
    halves->addWidget(makeVetoes(skills), 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(16);
    column->addLayout(halves);
    column->addWidget(note);
    column->addLayout(reason);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(680);
    m_limits.at("steps")->setFocus();
}

QFormLayout* SteeringDialog::makeBudgets()
{
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    auto* title = new QLabel(tr("May use"), this);
    title->setFont(fonts::bold(font()));
    form->addRow(title);
    for (const BudgetSpec& spec : budgets()) {
        const std::string name(spec.name);
        const auto started = m_live.session().budgets.find(name);
        const auto said = m_before.budgets.find(name);
        const double now = said != m_before.budgets.end()              ? said->second
                           : started != m_live.session().budgets.end() ? started->second
                                                                       : spec.least;
        auto* box = new QDoubleSpinBox(this);
        box->setObjectName(QString::fromStdString(name));
        box->setRange(spec.least, std::min(spec.most, 1e12));
        box->setDecimals(spec.whole || name == "tokens" ? 0 : 2);
        box->setGroupSeparatorShown(true);
        box->setSpecialValueText(spec.least == 0 ? tr("no limit") : QString());
        box->setValue(now);
        box->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("0,000,000.00")) + 48);
        auto* state = new QLabel(stateOf(name), this);
        state->setFont(fonts::small(font()));
        state->setForegroundRole(QPalette::PlaceholderText);
        auto* row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(box);
        row->addWidget(state, 1);
        auto* label = new QLabel(budgetName(spec.name), this);
        label->setBuddy(box);
        form->addRow(label, row);
        m_limits.emplace(name, box);
        m_limitsBefore.emplace(name, box->value());
    }
    return form;
}

QString SteeringDialog::stateOf(const std::string& budget) const
{
    const auto& applied = m_live.steered().budgets;
    const auto now = applied.find(budget);
    const auto asked = m_before.budgets.find(budget);
    if ((now == applied.end()) != (asked == m_before.budgets.end()) ||
        (asked != m_before.budgets.end() && asked->second != now->second)) {
        return tr("pending…");
    }
    return now == applied.end() ? QString() : tr("changed");
}

QWidget* SteeringDialog::makeVetoes(const QStringList& skills)
{
    auto* side = new QWidget(this);
    auto* title = new QLabel(tr("Never apply"), side);
    title->setFont(fonts::bold(font()));
    m_vetoes->setObjectName(QStringLiteral("vetoes"));
    m_vetoes->setAccessibleName(tr("Vetoed skills and techniques"));
    m_vetoes->setFrameShape(QFrame::NoFrame);
    m_vetoes->setMinimumHeight(140);
    for (const std::string& veto : m_before.vetoes) {
        appendVeto(format::text(veto));
    }
    m_veto->setObjectName(QStringLiteral("veto"));
    m_veto->setMaxLength(120);
    m_veto->setTextMargins(6, 0, 4, 0);
    m_veto->setPlaceholderText(tr("a skill, or a technique such as vector"));
    m_veto->setAccessibleName(tr("Skill or technique to veto"));
    auto* completer = new QCompleter(skills, m_veto);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_veto->setCompleter(completer);
    auto* add = new FlatButton(side);
    add->setText(tr("Veto"));
    auto* lift = new FlatButton(side);
    lift->setText(tr("Lift"));
    lift->setToolTip(tr("Allow the selected one again"));
    lift->setEnabled(false);
    connect(m_vetoes, &QListWidget::itemSelectionChanged, lift,
            [this, lift] { lift->setEnabled(!m_vetoes->selectedItems().isEmpty()); });
    connect(add, &QToolButton::clicked, this, [this] { addVeto(m_veto->text()); });
    connect(lift, &QToolButton::clicked, this, [this] { qDeleteAll(m_vetoes->selectedItems()); });
    auto* entry = new QHBoxLayout;
    entry->setSpacing(8);
    entry->addWidget(m_veto, 1);
    entry->addWidget(add);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(m_vetoes, 1);
    column->addWidget(lift, 0, Qt::AlignRight);
    column->addLayout(entry);
    return side;
}

void SteeringDialog::appendVeto(const QString& name)
{
    auto* item = new QListWidgetItem(name, m_vetoes);
    item->setSizeHint(QSize(0, 24));
}

void SteeringDialog::addVeto(const QString& name)
{
    const QString text = name.simplified();
    if (text.isEmpty()) {
        return;
    }
    if (m_vetoes->findItems(text, Qt::MatchExactly | Qt::MatchCaseSensitive).isEmpty()) {
        appendVeto(text);
    }
    m_veto->clear();
}

std::vector<SteerCommand> SteeringDialog::commands() const
{
    std::vector<SteerCommand> list;
    const std::string reason = m_reason->reason();
    const auto add = [&](SteerVerb verb, double value, const std::string& text) {
        SteerCommand command{verb, std::nullopt, value, text};
        command.reason = reason;
        list.push_back(std::move(command));
    };
    for (const auto& [name, box] : m_limits) {
        if (box->value() != m_limitsBefore.at(name)) {
            add(SteerVerb::Budget, box->value(), name);
        }
    }
    std::set<std::string, std::less<>> vetoes;
    for (int row = 0; row < m_vetoes->count(); ++row) {
        vetoes.insert(m_vetoes->item(row)->text().toStdString());
    }
    if (const std::string typed = m_veto->text().simplified().toStdString(); !typed.empty()) {
        vetoes.insert(typed); // typed and not yet entered: meant all the same
    }
    for (const std::string& veto : vetoes) {
        if (!m_before.vetoes.contains(veto)) {
            add(SteerVerb::Veto, 0, veto);
        }
    }
    for (const std::string& veto : m_before.vetoes) {
        if (!vetoes.contains(veto)) {
            add(SteerVerb::Unveto, 0, veto);
        }
    }
    return list;
}

} // namespace espalier
