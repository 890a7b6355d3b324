#include "ui/window/top_bar.h"

#include "models/presentation/city_time.h"
#include "models/presentation/words.h"
#include "models/region_model.h"
#include "ui/search/search_button.h"
#include "ui/theme/meaning.h"
#include "ui/window/elided_combo_box.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QHBoxLayout>
#include <QIdentityProxyModel>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace movr {

namespace {

/// A region's state as a dot before its name; models know no colours.
class StateDots : public QIdentityProxyModel
{
public:
    using QIdentityProxyModel::QIdentityProxyModel;

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DecorationRole)
            return QIdentityProxyModel::data(index, role);
        const auto meaning = QIdentityProxyModel::data(index, RegionModel::MeaningRole).value<Meaning>();
        return dot(meaningColor(meaning, QApplication::palette()));
    }

private:
    static QIcon dot(const QColor &color)
    {
        constexpr int scale = 4;
        QPixmap pixmap(16 * scale, 16 * scale);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QRectF(4 * scale, 4 * scale, 8 * scale, 8 * scale));
        return QIcon(pixmap);
    }
};

QComboBox *picker(const QString &name, const QString &objectName, const QString &help, int characters,
                  QWidget *parent)
{
    auto *box = new ElidedComboBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setToolTip(help);
    box->setStatusTip(help); // what it is again after it was off
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(characters);
    // On a narrow window the pickers give way before anything is cut off.
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    box->setMinimumWidth(box->fontMetrics().averageCharWidth() * 8);
    return box;
}

QLabel *caption(const QString &text, QWidget *buddy, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setBuddy(buddy);
    return label;
}

} // namespace

TopBar::TopBar(QAction *signIn, QAction *signOut, QWidget *parent)
    : QFrame(parent), m_regions(new RegionModel(this)),
      m_regionPicker(picker(tr("Region"), QStringLiteral("regionPicker"),
                            tr("The region whose cities are shown, with its state and round trip"), 32,
                            this)),
      m_cityPicker(
          picker(tr("City"), QStringLiteral("cityPicker"), tr("The city whose rows are shown"), 14, this)),
      m_freshnessPicker(picker(tr("Freshness"), QStringLiteral("freshnessPicker"),
                               tr("Home regions: current rows, each from its home.\n"
                                  "Nearest copy: all rows from the nearest server, some seconds old."),
                               24, this)),
      m_rider(new QLabel(this)), m_signIn(new QToolButton(this)), m_signOut(new QToolButton(this))
{
    setObjectName(QStringLiteral("topBar"));
    build(signIn, signOut);
    showCities();
    setRider(std::nullopt);
    connect(m_regionPicker, &QComboBox::activated, this, &TopBar::pickRegion);
    connect(m_cityPicker, &QComboBox::activated, this, &TopBar::pickCity);
    connect(m_freshnessPicker, &QComboBox::activated, this, &TopBar::pickFreshness);
}

void TopBar::build(QAction *signIn, QAction *signOut)
{
    auto *dots = new StateDots(this);
    dots->setSourceModel(m_regions);
    m_regionPicker->setModel(dots);
    m_regionPicker->setPlaceholderText(tr("No region"));
    m_freshnessPicker->addItems({tr("Home regions"), tr("Nearest copy")});
    m_rider->setObjectName(QStringLiteral("riderChip"));
    m_rider->setTextFormat(Qt::PlainText);
    m_rider->setMinimumWidth(1);
    m_rider->setAccessibleName(tr("Signed-in rider"));
    for (auto [button, action] : {std::pair(m_signIn, signIn), std::pair(m_signOut, signOut)}) {
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setAccessibleName(action->iconText());
    }

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(6);
    layout->addWidget(caption(tr("Re&gion:"), m_regionPicker, this));
    layout->addWidget(m_regionPicker);
    layout->addSpacing(10);
    layout->addWidget(caption(tr("&City:"), m_cityPicker, this));
    layout->addWidget(m_cityPicker);
    layout->addSpacing(10);
    layout->addWidget(caption(tr("Re&ad from:"), m_freshnessPicker, this));
    layout->addWidget(m_freshnessPicker);
    layout->addStretch(1);
    layout->addWidget(m_rider);
    layout->addWidget(m_signIn);
    layout->addWidget(m_signOut);
}

void TopBar::addSearch(QAction *search)
{
    auto *row = static_cast<QHBoxLayout *>(layout());
    row->insertWidget(row->indexOf(m_rider), new SearchButton(search, this));
}

void TopBar::setRegions(const QList<RegionStatus> &regions)
{
    m_known = regions;
    m_regions->setRegions(regions);
    const auto named = [this](const RegionStatus &region) { return region.name == m_choice; };
    const bool special = m_choice == autoChoice() || m_choice == allChoice();
    if (!regions.isEmpty() && !special && std::none_of(regions.cbegin(), regions.cend(), named))
        m_choice = autoChoice();
    showChoice();
    announce();
}

void TopBar::setNearest(const QString &region)
{
    // A region that was shown and stops answering stays, with its last known rows: another region's rows in
    // their place would be mistaken for them. Auto is chosen anew by choosing it again, or when it is back.
    m_answering = region;
    const bool silent = std::any_of(m_known.cbegin(), m_known.cend(), [this](const RegionStatus &known) {
        return known.name == m_nearest && known.state == RegionState::Down;
    });
    if (!region.isEmpty() && !silent)
        m_nearest = region;
    m_regions->setNearest(m_nearest);
    showCities();
    announce();
}

void TopBar::setNearestShown(const QString &region)
{
    if (region.isEmpty())
        return;
    m_nearest = region;
    m_regions->setNearest(region);
}

void TopBar::setCatalog(const Catalog &catalog)
{
    m_catalog = catalog;
    if (!catalog.isEmpty() && !m_city.isEmpty() && !catalog.city(m_city))
        m_city.clear();
    showCities();
    announce();
}

void TopBar::setRider(const std::optional<User> &rider)
{
    m_rider->setVisible(rider.has_value());
    m_signOut->setVisible(rider.has_value());
    m_signIn->setVisible(!rider.has_value());
    m_rider->setText(rider ? tr("Rider: %1, %2").arg(rider->username, words::city(rider->city)) : QString());
    m_rider->setToolTip(
        rider ? tr("%1 proved their password; their rides are ended as theirs.").arg(rider->fullName())
              : QString());
}

void TopBar::setPickersUsed(bool used)
{
    for (QComboBox *each : {m_regionPicker, m_cityPicker, m_freshnessPicker}) {
        each->setEnabled(used);
        each->setToolTip(used ? each->statusTip() : tr("This page shows the whole fleet."));
    }
}

void TopBar::setAge(std::optional<std::chrono::milliseconds> age)
{
    const bool told = age && m_freshness == ViewScope::Freshness::Nearest;
    m_freshnessPicker->setItemText(1, told ? tr("Nearest copy (%1 old)").arg(spanText(*age))
                                           : tr("Nearest copy"));
}

void TopBar::choose(const QString &regionChoice, const QString &city, ViewScope::Freshness freshness)
{
    m_choice = regionChoice;
    m_city = city;
    m_freshness = freshness;
    setRegions(m_known);
    showCities();
    announce();
}

void TopBar::chooseCity(const QString &city)
{
    m_city = city;
    if (!cityInRegion()) {
        const CityInfo *info = m_catalog.city(city);
        m_choice = info ? info->region : allChoice();
    }
    showChoice();
    showCities();
    announce();
    Q_EMIT choiceChanged();
}

ViewScope TopBar::scope() const
{
    ViewScope scope;
    scope.city = m_city;
    scope.freshness = m_freshness;
    scope.region = chosenRegion();
    // Under Auto a chosen city stays what is shown when another region becomes the nearest.
    if (const CityInfo *info = m_catalog.city(m_city); info && m_choice == autoChoice())
        scope.region = info->region;
    return scope;
}

QString TopBar::chosenRegion() const
{
    if (m_choice == autoChoice())
        return !m_nearest.isEmpty() || m_known.isEmpty() ? m_nearest : m_known.first().name;
    return m_choice == allChoice() ? QString() : m_choice;
}

void TopBar::pickRegion(int row)
{
    const QModelIndex index = m_regions->index(row);
    switch (index.data(RegionModel::ChoiceRole).value<RegionModel::Choice>()) {
    case RegionModel::Choice::Auto:
        m_choice = autoChoice();
        setNearestShown(m_answering);
        break;
    case RegionModel::Choice::All:
        m_choice = allChoice();
        break;
    case RegionModel::Choice::One:
        m_choice = index.data(RegionModel::NameRole).toString();
        break;
    }
    if (!cityInRegion())
        m_city.clear();
    showCities();
    announce();
    Q_EMIT choiceChanged();
}

void TopBar::pickCity(int row)
{
    m_city = m_cityPicker->itemData(row).toString();
    announce();
    Q_EMIT choiceChanged();
}

void TopBar::pickFreshness(int row)
{
    m_freshness = row == 1 ? ViewScope::Freshness::Nearest : ViewScope::Freshness::Home;
    setAge(std::nullopt);
    announce();
    Q_EMIT choiceChanged();
}

void TopBar::showChoice()
{
    const auto choice = m_choice == autoChoice() ? RegionModel::Choice::Auto
                      : m_choice == allChoice()  ? RegionModel::Choice::All
                                                 : RegionModel::Choice::One;
    m_regionPicker->setCurrentIndex(m_regions->rowOf(choice, m_choice));
    m_freshnessPicker->setCurrentIndex(m_freshness == ViewScope::Freshness::Nearest ? 1 : 0);
}

void TopBar::showCities()
{
    // The nearest region can change by itself; the chosen city then stays, and the list with it.
    QStringList cities = m_catalog.citiesOf(chosenRegion());
    if (!m_city.isEmpty() && !cities.contains(m_city))
        cities.prepend(m_city);
    m_cityPicker->clear();
    m_cityPicker->addItem(tr("All cities"), QString());
    for (const QString &city : std::as_const(cities))
        m_cityPicker->addItem(words::city(city), city);
    m_cityPicker->setCurrentIndex(qMax(0, m_cityPicker->findData(m_city)));
}

void TopBar::announce()
{
    const ViewScope now = scope();
    if (now == m_announced)
        return;
    m_announced = now;
    Q_EMIT scopeChanged();
}

bool TopBar::cityInRegion() const
{
    return m_city.isEmpty() || m_catalog.citiesOf(chosenRegion()).contains(m_city);
}

} // namespace movr
