package vocab

// OccupationWomen[i] is the share of women, per thousand, among those who have Occupations[i].
//
// Source: Bureau of Labor Statistics, Current Population Survey, annual averages of 2022, table
// 11. Where its base is below 100,000 people the share is the mean with the American Community
// Survey of 2018 (1 year), tables B24115 and B24116 of the Census Bureau; where the survey prints
// no share it is that of the second alone. Both were read from public copies. 139 occupations are
// those of a table, and 32 have the share of the nearest one: an owner has that of the trade. Five
// are from memory, so illustrative: Homemaker, Military Service Member, Not Employed, Retired and
// Student.
//
// The choice of careers uses these shares with higher odds: see PersonalWomenOdds.
var OccupationWomen = [len(Occupations)]uint16{
	588, // Accountant
	407, // Actuary
	925, // Administrative Assistant
	46,  // Aircraft Mechanic
	92,  // Airline Pilot
	42,  // Alarm Installer
	38,  // Appliance Repairer
	72,  // Arborist
	298, // Architect
	385, // Assembler
	385, // Attorney
	29,  // Auto Mechanic
	636, // Bakery Owner
	831, // Bank Teller
	248, // Barber
	590, // Bartender
	850, // Bookkeeper
	397, // Bus Driver
	254, // Butcher
	35,  // Carpenter
	718, // Cashier
	463, // Caterer
	269, // Chef
	420, // Chemist
	272, // Chiropractor
	171, // Civil Engineer
	189, // Clergy Member
	484, // College Professor
	221, // Computer Programmer
	10,  // Concrete Contractor
	49,  // Construction Laborer
	452, // Convenience Store Owner
	384, // Cook
	299, // Correctional Officer
	265, // Courier
	648, // Customer Service Representative
	430, // Data Analyst
	388, // Database Administrator
	81,  // Delivery Driver
	941, // Dental Assistant
	963, // Dental Hygienist
	366, // Dentist
	880, // Dietitian
	705, // Dry Cleaner
	28,  // Drywall Contractor
	81,  // Dump Truck Operator
	81,  // Electrical Engineer
	22,  // Electrician
	797, // Elementary School Teacher
	383, // Emergency Medical Technician
	434, // Equipment Rental Owner
	745, // Event Planner
	17,  // Excavation Contractor
	948, // Executive Assistant
	239, // Farmer
	21,  // Fence Installer
	351, // Financial Advisor
	402, // Financial Analyst
	62,  // Firefighter
	629, // Fitness Trainer
	699, // Flight Attendant
	75,  // Flooring Installer
	872, // Florist
	463, // Food Service Manager
	642, // Food Service Worker
	463, // Food Truck Owner
	105, // Forklift Operator
	77,  // Garage Door Installer
	85,  // General Contractor
	39,  // Glazier
	537, // Graphic Designer
	51,  // Gutter Installer
	23,  // HVAC Technician
	931, // Hair Stylist
	54,  // Handyman
	587, // High School Teacher
	716, // Home Care Agency Owner
	822, // Home Health Aide
	118, // Home Inspector
	880, // Homemaker
	665, // Hotel Desk Clerk
	881, // House Cleaner
	772, // Human Resources Specialist
	492, // Insurance Agent
	656, // Insurance Underwriter
	72,  // Irrigation Contractor
	402, // Janitor
	425, // Janitorial Contractor
	502, // Judge
	752, // Laboratory Technician
	72,  // Landscaper
	822, // Librarian
	889, // Licensed Practical Nurse
	172, // Limousine Operator
	81,  // Livestock Hauler
	548, // Loan Officer
	45,  // Locksmith
	81,  // Long-Haul Truck Driver
	68,  // Machinist
	415, // Mail Carrier
	54,  // Maintenance Worker
	579, // Market Research Analyst
	589, // Marketing Manager
	30,  // Mason
	85,  // Mechanical Engineer
	892, // Medical Assistant
	175, // Military Service Member
	769, // Mobile Dog Groomer
	224, // Mover
	470, // Not Employed
	887, // Nurse Practitioner
	239, // Nursery Owner
	900, // Nursing Assistant
	859, // Occupational Therapist
	843, // Office Clerk
	354, // Operations Manager
	461, // Optometrist
	105, // Painter
	832, // Paralegal
	236, // Paramedic
	17,  // Paving Contractor
	60,  // Pest Control Operator
	596, // Pharmacist
	824, // Pharmacy Technician
	478, // Photographer
	702, // Physical Therapist
	438, // Physician
	677, // Physician Assistant
	11,  // Plumber
	127, // Police Officer
	402, // Pool Service Technician
	561, // Postal Clerk
	974, // Preschool Teacher
	402, // Pressure Wash Operator
	422, // Project Manager
	503, // Property Manager
	750, // Psychologist
	569, // Real Estate Agent
	903, // Receptionist
	879, // Registered Nurse
	463, // Restaurant Owner
	682, // Restaurant Server
	494, // Retail Salesperson
	452, // Retail Supervisor
	540, // Retired
	50,  // Roofer
	287, // Sales Representative
	520, // School Bus Driver
	681, // School Principal
	243, // Security Guard
	25,  // Septic Service Operator
	77,  // Sign Installer
	811, // Social Worker
	215, // Software Developer
	34,  // Solar Installer
	976, // Speech Therapist
	375, // Stock Clerk
	520, // Student
	120, // Surveyor
	198, // Systems Administrator
	622, // Tax Preparer
	813, // Teaching Assistant
	75,  // Tile Setter
	81,  // Tow Truck Operator
	226, // Trucking Company Owner
	212, // Upholsterer
	184, // Vending Machine Operator
	671, // Veterinarian
	884, // Veterinary Technician
	224, // Warehouse Worker
	339, // Web Developer
	51,  // Welder
	14,  // Well Driller
	342, // Wholesale Distributor
	402, // Window Cleaner
	573, // Writer
}
