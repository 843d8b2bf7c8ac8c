/* SPDX-License-Identifier: BSD-2-Clause */
#include "libcamera_glue.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <map>
#include <set>

#include <groundglass/log.h>

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "v4l2_controls.h"
#pragma GCC diagnostic pop

using namespace libcamera;

/* Elements go from one library to the other as bytes. */
static_assert(sizeof(bool) == 1);
static_assert(sizeof(Rectangle) == sizeof(gg_rectangle));
static_assert(sizeof(Size) == sizeof(gg_size));
static_assert(sizeof(Point) == sizeof(gg_point));

namespace
{

struct TypePair {
	ControlType theirs;
	gg_control_type ours;
};

constexpr TypePair types[] = {
	{ ControlTypeBool, GG_CONTROL_BOOL },
	{ ControlTypeByte, GG_CONTROL_UINT8 },
#if GG_HAVE_CONTROL_TRAITS
	{ ControlTypeUnsigned16, GG_CONTROL_UINT16 },
	{ ControlTypeUnsigned32, GG_CONTROL_UINT32 },
	{ ControlTypePoint, GG_CONTROL_POINT },
#endif
	{ ControlTypeInteger32, GG_CONTROL_INT32 },
	{ ControlTypeInteger64, GG_CONTROL_INT64 },
	{ ControlTypeFloat, GG_CONTROL_FLOAT },
	{ ControlTypeString, GG_CONTROL_STRING },
	{ ControlTypeRectangle, GG_CONTROL_RECTANGLE },
	{ ControlTypeSize, GG_CONTROL_SIZE },
};

gg_control_type type_from(ControlType type)
{
	for (const TypePair &pair : types)
		if (pair.theirs == type)
			return pair.ours;
	return GG_CONTROL_NONE;
}

ControlType type_to(gg_control_type type)
{
	for (const TypePair &pair : types)
		if (pair.ours == type)
			return pair.theirs;
	return ControlTypeNone;
}

int value_from(gg_control_value *to, const ControlValue &from)
{
	gg_control_type type = type_from(from.type());

	if (type == GG_CONTROL_NONE)
		return 0;
	return gg_control_value_set(to, type, from.isArray() && type != GG_CONTROL_STRING,
				    from.data().data(), static_cast<uint32_t>(from.numElements()));
}

/* Is a control an array, and of how many elements (0: any number)? */
struct ArrayShape {
	bool is_array;
	size_t size;
};

#if GG_HAVE_CONTROL_TRAITS

ArrayShape array_shape(const ControlId &id)
{
	bool fixed = id.size() != std::numeric_limits<size_t>::max();
	return { id.isArray(), fixed ? id.size() : 0 };
}

#else

template <typename T, size_t N> ArrayShape shape_of(const Control<Span<T, N>> &)
{
	return { true, N == dynamic_extent ? 0 : N };
}

/* Only the type of the Control tells; these are the arrays that can be set. */
ArrayShape array_shape(const ControlId &id)
{
	switch (id.id()) {
	case controls::COLOUR_GAINS:
		return shape_of(controls::ColourGains);
	case controls::COLOUR_CORRECTION_MATRIX:
		return shape_of(controls::ColourCorrectionMatrix);
	case controls::FRAME_DURATION_LIMITS:
		return shape_of(controls::FrameDurationLimits);
	case controls::AF_WINDOWS:
		return shape_of(controls::AfWindows);
	default:
		return { false, 0 };
	}
}

#endif

using Names = std::map<int32_t, std::string>;

#if GG_HAVE_CONTROL_TRAITS

Names names_of(const ControlId &id)
{
	return id.enumerators();
}

Names property_names_of(const ControlId &id)
{
	return id.enumerators();
}

#elif GG_HAVE_NAME_MAPS

using NameMaps = std::map<uint32_t, const std::map<std::string, int32_t> *>;

Names find_names(const NameMaps &maps, uint32_t id)
{
	Names names;

	auto found = maps.find(id);
	if (found != maps.end())
		for (const auto &[name, value] : *found->second)
			names[value] = name;
	return names;
}

Names names_of(const ControlId &id)
{
	static const NameMaps maps = {
		{ controls::AE_METERING_MODE, &controls::AeMeteringModeNameValueMap },
		{ controls::AE_CONSTRAINT_MODE, &controls::AeConstraintModeNameValueMap },
		{ controls::AE_EXPOSURE_MODE, &controls::AeExposureModeNameValueMap },
		{ controls::AE_FLICKER_MODE, &controls::AeFlickerModeNameValueMap },
		{ controls::AWB_MODE, &controls::AwbModeNameValueMap },
		{ controls::AF_MODE, &controls::AfModeNameValueMap },
		{ controls::AF_RANGE, &controls::AfRangeNameValueMap },
		{ controls::AF_SPEED, &controls::AfSpeedNameValueMap },
		{ controls::AF_METERING, &controls::AfMeteringNameValueMap },
		{ controls::AF_TRIGGER, &controls::AfTriggerNameValueMap },
		{ controls::AF_PAUSE, &controls::AfPauseNameValueMap },
		{ controls::HDR_MODE, &controls::HdrModeNameValueMap },
		{ controls::AF_STATE, &controls::AfStateNameValueMap },
		{ controls::AF_PAUSE_STATE, &controls::AfPauseStateNameValueMap },
		{ controls::HDR_CHANNEL, &controls::HdrChannelNameValueMap },
		{ controls::draft::AE_STATE, &controls::draft::AeStateNameValueMap },
		{ controls::draft::AWB_STATE, &controls::draft::AwbStateNameValueMap },
		{ controls::draft::NOISE_REDUCTION_MODE,
		  &controls::draft::NoiseReductionModeNameValueMap },
		{ controls::draft::TEST_PATTERN_MODE,
		  &controls::draft::TestPatternModeNameValueMap },
	};
	return find_names(maps, id.id());
}

Names property_names_of(const ControlId &id)
{
	static const NameMaps maps = {
		{ properties::LOCATION, &properties::LocationNameValueMap },
		{ properties::draft::COLOR_FILTER_ARRANGEMENT,
		  &properties::draft::ColorFilterArrangementNameValueMap },
	};
	return find_names(maps, id.id());
}

#else

Names names_of(const ControlId &)
{
	return {};
}

Names property_names_of(const ControlId &)
{
	return {};
}

#endif

/* The values that an enumerated control takes. */
std::set<int32_t> enumerated(const ControlInfo &limits, const Names &names)
{
	std::set<int32_t> values;

	for (const ControlValue &value : limits.values())
		if (value.type() == ControlTypeInteger32 && !value.isArray())
			values.insert(value.get<int32_t>());
	if (!values.empty())
		return values;

	const ControlValue &min = limits.min(), &max = limits.max();
	bool bounded = min.type() == ControlTypeInteger32 && !min.isArray() &&
		       max.type() == ControlTypeInteger32 && !max.isArray();
	for (const auto &[value, name] : names)
		if (!bounded || (value >= min.get<int32_t>() && value <= max.get<int32_t>()))
			values.insert(value);
	return values;
}

int enumerators_from(gg_control_info *info, const Names &names, const ControlInfo &limits)
{
	if (info->type != GG_CONTROL_INT32 || info->is_array)
		return 0;

	const std::set<int32_t> values = enumerated(limits, names);
	if (values.empty())
		return 0;
	info->enumerators = static_cast<gg_control_enumerator *>(
		calloc(values.size(), sizeof *info->enumerators));
	if (!info->enumerators)
		return -ENOMEM;
	for (int32_t value : values) {
		auto name = names.find(value);
		std::string text = name == names.end() ? std::to_string(value) : name->second;
		gg_control_enumerator *enumerator = &info->enumerators[info->n_enumerators];
		*enumerator = { value, strdup(text.c_str()) };
		if (!enumerator->name)
			return -ENOMEM;
		info->n_enumerators++;
	}
	return 0;
}

int control_from(gg_control_info *info, const ControlId &id, const ControlInfo &limits)
{
	ArrayShape shape = array_shape(id);

	info->id = id.id();
	info->type = type_from(id.type());
	info->is_array = shape.is_array && info->type != GG_CONTROL_STRING;
	info->array_size = static_cast<uint32_t>(info->is_array ? shape.size : 0);
#if GG_HAVE_CONTROL_TRAITS
	info->read_only = !id.isInput();
#endif
	info->name = strdup(id.name().c_str());
	if (!info->name || value_from(&info->min, limits.min()) ||
	    value_from(&info->max, limits.max()) || value_from(&info->def, limits.def()))
		return -ENOMEM;
	return enumerators_from(info, names_of(id), limits);
}

/* What has names for its values in map, sorted by id. */
int named_from(gg_control_info **infos, size_t *n, const ControlIdMap &map,
	       Names (*names_in)(const ControlId &))
{
	std::map<uint32_t, const ControlId *> named;

	for (const auto &[number, id] : map)
		if (id->type() == ControlTypeInteger32 && !names_in(*id).empty())
			named[number] = id;
	if (named.empty())
		return 0;
	*infos = static_cast<gg_control_info *>(calloc(named.size(), sizeof **infos));
	if (!*infos)
		return -ENOMEM;
	for (const auto &[number, id] : named) {
		gg_control_info *info = &(*infos)[(*n)++];
		info->id = number;
		info->type = GG_CONTROL_INT32;
		info->read_only = true;
		info->name = strdup(id->name().c_str());
		if (!info->name || enumerators_from(info, names_in(*id), ControlInfo()))
			return -ENOMEM;
	}
	return 0;
}

/* Element index of from as another numeric type, rounded and clamped to it. */
bool element_to(uint8_t *to, const gg_control_value &from, uint32_t index, gg_control_type type)
{
	gg_control_value value = {};
	double number;

	if (!gg_control_value_number(&from, index, &number) ||
	    gg_control_value_set_number(&value, type, number))
		return false;
	memcpy(to, gg_control_value_data(&value), gg_control_type_size(type));
	gg_control_value_finish(&value);
	return true;
}

/*
 * libcamera and its IPAs assert that a value has the control's type and shape: make it so, or
 * return false.
 */
bool value_to(ControlValue *to, const gg_control_value &from, const gg_control_info &info)
{
	ControlType type = type_to(info.type);
	bool is_array = info.is_array || info.type == GG_CONTROL_STRING;

	if (type == ControlTypeNone || from.type == GG_CONTROL_NONE)
		return false;
	if (is_array ? info.array_size && from.count != info.array_size : from.count != 1)
		return false;

	to->reserve(type, is_array, from.count);
	Span<uint8_t> bytes = to->data();
	if (from.type == info.type) {
		memcpy(bytes.data(), gg_control_value_data(&from), bytes.size());
		return true;
	}
	size_t size = gg_control_type_size(info.type);
	for (uint32_t i = 0; i < from.count; i++)
		if (!element_to(bytes.data() + i * size, from, i, info.type))
			return false;
	return true;
}

} /* namespace */

namespace gg
{

int controls_from(gg_camera *camera, const ControlInfoMap &map)
{
	std::map<uint32_t, ControlInfoMap::const_iterator> sorted;

	for (auto it = map.begin(); it != map.end(); ++it)
		sorted[it->first->id()] = it;
	if (!sorted.empty()) {
		camera->controls = static_cast<gg_control_info *>(
			calloc(sorted.size(), sizeof *camera->controls));
		if (!camera->controls)
			return -ENOMEM;
	}
	for (const auto &[id, it] : sorted)
		if (control_from(&camera->controls[camera->n_controls++], *it->first, it->second))
			return -ENOMEM;
	return gg_v4l2_controls_open(camera);
}

int names_from(gg_camera *camera)
{
	int ret = named_from(&camera->property_infos, &camera->n_property_infos,
			     properties::properties, property_names_of);
	return ret ? ret
		   : named_from(&camera->metadata_infos, &camera->n_metadata_infos,
				controls::controls, names_of);
}

int list_from(gg_control_list *list, const ControlList &source, const ControlIdMap &names,
	      std::vector<uint32_t> &ids)
{
	ids.clear();
	for (const auto &[id, value] : source)
		ids.push_back(id);
	std::sort(ids.begin(), ids.end());

	for (uint32_t id : ids) {
		auto name = names.find(id);
		const ControlValue &value = source.get(id);
		if (name == names.end() || type_from(value.type()) == GG_CONTROL_NONE)
			continue;
		gg_control_value *slot =
			gg_control_list_slot(list, id, name->second->name().c_str());
		if (!slot || value_from(slot, value))
			return -ENOMEM;
	}
	return 0;
}

void list_to(ControlList &list, const gg_control_list &source, const gg_camera &camera)
{
	for (size_t i = 0; i < source.n; i++) {
		const gg_control_item &item = source.items[i];
		if (gg_v4l2_controls_has(&camera, item.id))
			continue;
		const gg_control_info *info =
			gg_control_info_by_id(camera.controls, camera.n_controls, item.id);
		ControlValue value;
		if (info && value_to(&value, item.value, *info))
			list.set(item.id, value);
		else
			gg_log(GG_LOG_WARNING, "camera", "%s: a value for %s has the wrong type",
			       camera.info.id, item.name);
	}
}

} /* namespace gg */
